/** RabbitMQ triggers beside a real server. */
@NullMarked
package io.planform.host.broker.rabbit;

import org.jspecify.annotations.NullMarked;
