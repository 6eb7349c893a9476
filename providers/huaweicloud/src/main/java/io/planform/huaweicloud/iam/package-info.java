/** Identity and Access Management: agencies and custom policies. */
@NullMarked
package io.planform.huaweicloud.iam;

import org.jspecify.annotations.NullMarked;
