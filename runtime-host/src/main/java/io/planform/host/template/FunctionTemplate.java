package io.planform.host.template;

/**
 * A function to begin with; its code is one file.
 *
 * @param scene what it is for, by one word
 * @param service whose events it takes
 * @param input an event to try it with
 * @param output what it answers to that
 */
record FunctionTemplate(
    String name,
    String title,
    String description,
    String runtime,
    String handler,
    String code,
    String scene,
    String service,
    String input,
    String output) {}
