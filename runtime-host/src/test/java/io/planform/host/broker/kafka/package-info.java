/** Kafka triggers beside a real broker. */
@NullMarked
package io.planform.host.broker.kafka;

import org.jspecify.annotations.NullMarked;
