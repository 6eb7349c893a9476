package io.planform.planner.deploy.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTest {
  private static Remote remote(String url) {
    return new Remote(url, "deployer", "TOKEN", null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/team/shop.git, ../library.git, https://git.example.com/team/library.git",
    "https://git.example.com/team/shop.git/, ../../other/x, https://git.example.com/other/x",
    "git@git.example.com:team/shop.git, ../library.git, git@git.example.com:team/library.git",
    "https://git.example.com/team/shop, ./sub, https://git.example.com/team/shop/sub",
  })
  void resolvesSubmodules(String url, String named, String expected) throws GitException {
    assertEquals(expected, remote(url).submodule(named).url());
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/a, TOKEN",
    "https://elsewhere.example.com/a,",
    "http://git.example.com/a,",
    "https://git.example.com:8443/a,",
  })
  void givesCredentialsToTheSameServerOnly(String submodule, String variable) throws GitException {
    assertEquals(
        variable, remote("https://git.example.com/shop").submodule(submodule).passwordVariable());
  }

  @ParameterizedTest
  @CsvSource({"/etc", "file:///etc", "file://localhost/etc"})
  void refusesSubmodulesOnThisMachine(String submodule) {
    assertThrows(
        GitException.class, () -> remote("https://git.example.com/shop").submodule(submodule));
  }

  @Test
  void showsNoCredentials() {
    assertEquals("ssh://git.example.com/x", remote("ssh://git:pw@git.example.com/x").shown());
  }
}
