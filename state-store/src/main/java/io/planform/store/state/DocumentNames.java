package io.planform.store.state;

/** What the documents of one state are sealed for: none can be opened in another's place. */
record DocumentNames(String lineage) {
  String resource(String address, String deposed, long revision) {
    String object = deposed.isEmpty() ? "" : " deposed " + deposed;
    return "resource " + address + object + " of revision " + revision + " of state " + lineage;
  }

  String output(String name, long revision) {
    return "output " + name + " of revision " + revision + " of state " + lineage;
  }

  String operation(String id) {
    return "operation " + id + " of state " + lineage;
  }
}
