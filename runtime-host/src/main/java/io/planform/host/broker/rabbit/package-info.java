/** Triggers that consume an exchange of RabbitMQ. */
@NullMarked
package io.planform.host.broker.rabbit;

import org.jspecify.annotations.NullMarked;
