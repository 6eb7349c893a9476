package io.planform.host.audit;

/**
 * What an operation that changes something is called in the trail.
 *
 * @param name the guide's where its table 13-1 has one
 * @param resource the path's parameter that names what is changed, or where an answer names what
 *     was made, as a JSON pointer
 * @param shownAt the path that shows it, with the operation's parameters; empty where there is none
 */
record Event(String name, String resourceType, String resource, String shownAt) {}
