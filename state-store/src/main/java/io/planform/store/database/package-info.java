/** Database files: opened safely, brought up to date, read and written in transactions. */
@NullMarked
package io.planform.store.database;

import org.jspecify.annotations.NullMarked;
