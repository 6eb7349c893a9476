/** Triggers that consume topics of Kafka. */
@NullMarked
package io.planform.host.broker.kafka;

import org.jspecify.annotations.NullMarked;
