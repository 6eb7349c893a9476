package io.planform.utility.random;

import java.util.List;

/** Words for names: short, friendly, and without a double meaning. */
final class Words {
  static final List<String> ADVERBS =
      words(
          """
          always amply barely boldly briefly brightly briskly calmly clearly closely coolly daily
          dearly deeply eagerly early easily evenly fairly firmly fondly freely freshly gently
          gladly greatly happily hardly highly hourly humbly ideally jointly justly keenly kindly
          lately lightly likely loosely loudly lovingly mainly merrily mildly monthly mostly nearly
          neatly newly nicely nightly often openly partly plainly politely poorly promptly proudly
          purely quickly quietly rarely really richly safely seldom sharply shortly silently simply
          slowly smoothly softly solely soon steadily strongly surely sweetly swiftly tenderly
          terribly truly twice usually vastly vividly warmly weekly wholly widely wildly wisely
          yearly
          """);

  static final List<String> ADJECTIVES =
      words(
          """
          able agile amber ample ancient apt arctic aware azure balanced basic bold brave breezy
          brief bright brisk broad bronze busy calm careful casual central cheerful chief civil
          clean clear clever close coastal cool copper cosy crisp curious cute daring dear deep
          direct distant driven eager early earnest easy eastern elegant epic equal even exact fair
          famous fast fine firm first flexible flying fond fresh friendly full funny gentle giant
          gifted glad golden good grand grateful great green handy happy hardy helpful hidden
          honest humble ideal immense jolly joyful just keen kind large lasting late lively living
          local logical loud loved loyal lucky lunar magical main mature mellow merry mighty mild
          misty modern modest musical native natural neat new nimble noble normal northern novel
          open optimal orange patient peaceful perfect pleasant polite precise pretty prime proper
          proud pure quick quiet rapid rare ready regular relaxed rested rich robust royal rustic
          safe sandy secure select serene sharp shining silent silver simple sincere skilled sleek
          smart smiling smooth snowy social soft solar solid sound sparkling special stable steady
          stellar still striking strong sturdy sunny superb sweet swift tender thankful tidy tiny
          top tough trusty unique upbeat usable valid vast vital vivid warm wealthy western whole
          willing winged wise witty worthy young
          """);

  static final List<String> ANIMALS =
      words(
          """
          adder albatross alpaca ant anteater antelope armadillo auk badger barnacle bass bat bear
          beaver bee beetle bison boar bobcat buffalo bulldog bullfrog bunny buzzard calf camel
          canary capybara caribou cat caterpillar catfish chamois cheetah chicken chipmunk cicada
          clam cobra cod collie condor coral corgi cougar cow coyote crab crane cricket crow cub
          cuckoo deer dingo dodo dog dolphin donkey dormouse dove dragonfly drake duck dugong eagle
          earwig eel egret eland elephant elk emu ermine falcon fawn ferret finch firefly flamingo
          flounder fly foal fox frog gannet gazelle gecko gibbon giraffe glider gnat gnu goat goose
          gopher grouse gull guppy haddock halibut hamster hare hawk hedgehog heron herring hippo
          hornet horse hound husky hyena ibex ibis iguana impala insect jackal jaguar jay jennet
          kangaroo kestrel kingfisher kite kitten kiwi koala kudu ladybird lamb lark lemming lemur
          leopard lion lizard llama lobster lynx macaw mackerel magpie mallard mammoth manatee
          mantis marlin marmot marten martin meerkat mink mole mongoose monkey moose moth mouse mule
          narwhal newt nightjar ocelot octopus opossum orca oriole oryx osprey ostrich otter owl ox
          oyster panda panther parrot partridge peacock pelican penguin perch pheasant pigeon pika
          pike platypus plover polecat pony porcupine porpoise possum prawn puffin puma quail rabbit
          raccoon ram raven ray redstart reindeer rhino robin rook rooster sable salamander salmon
          sardine seahorse seal shark sheep shrew shrimp skunk skylark sloth snail snipe sole
          sparrow spaniel spider squid squirrel stag starfish starling stingray stoat stork
          sturgeon sunfish swallow swan swift tapir teal tern terrapin terrier thrush tiger toad
          tortoise toucan trout tuna turkey turtle urchin viper vole vulture wallaby walrus warbler
          wasp weasel weevil whale whippet wildcat wolf wolverine wombat woodcock woodpecker wren
          yak zebra
          """);

  private Words() {}

  private static List<String> words(String lines) {
    return List.of(lines.strip().split("\\s+"));
  }
}
