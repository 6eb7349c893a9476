/** The part of Virtual Private Cloud's API that functions need: VPCs, subnets, security groups. */
@NullMarked
package io.planform.host.vpc;

import org.jspecify.annotations.NullMarked;
