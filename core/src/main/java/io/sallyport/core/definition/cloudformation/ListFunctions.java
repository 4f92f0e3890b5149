package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Value.Known;
import io.sallyport.core.definition.cloudformation.Value.Wrong;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions of lists and maps. */
final class ListFunctions {

  private static final int MOST_NETWORKS = 256;

  private final Functions functions;

  ListFunctions(Functions functions) {
    this.functions = functions;
  }

  Value select(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::Select", argument, 2, 2);
    Optional<Integer> index =
        arguments.flatMap(two -> number(two.getFirst(), "`Fn::Select`", Integer.MAX_VALUE));
    Optional<List<Node>> items =
        arguments.flatMap(two -> functions.list(two.getLast(), "`Fn::Select`"));
    if (index.isEmpty() || items.isEmpty()) {
      return Wrong.REPORTED;
    }
    return index.get() < items.get().size()
        ? new Known(items.get().get(index.get()))
        : functions.wrong(
            argument.at(),
            "`Fn::Select`",
            "an index below " + items.get().size() + ", and this is " + index.get());
  }

  Value length(Node argument) {
    return functions
        .list(argument, "`Fn::Length`")
        .<Value>map(items ->
            new Known(new Scalar(String.valueOf(items.size()), Kind.NUMBER, argument.at())))
        .orElse(Wrong.REPORTED);
  }

  /** The first three zones of a region, which most have. */
  Value zones(Node argument) {
    Optional<String> written = functions.text(argument, "`Fn::GetAZs`");
    if (written.isEmpty()) {
      return Wrong.REPORTED;
    }
    Value region =
        written.get().isEmpty()
            ? functions.named("AWS::Region", argument.at())
            : Functions.known(written.get(), argument.at());
    return region instanceof Known(Scalar name)
        ? texts(Stream.of("a", "b", "c").map(zone -> name.text() + zone).toList(), argument.at())
        : Wrong.REPORTED;
  }

  Value findInMap(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::FindInMap", argument, 3, 4);
    if (arguments.isEmpty()) {
      return Wrong.REPORTED;
    }
    List<String> names = new ArrayList<>();
    for (Node name : arguments.get().subList(0, 3)) {
      functions.text(name, "`Fn::FindInMap`").ifPresent(names::add);
    }
    if (names.size() < 3) {
      return Wrong.REPORTED;
    }
    Optional<Node> found = functions.scope().mapped(names.get(0), names.get(1), names.get(2));
    if (found.isPresent()) {
      return new Known(found.get());
    }
    Node last = arguments.get().getLast();
    if (arguments.get().size() == 4
        && last instanceof Mapping options
        && options.entries().containsKey("DefaultValue")) {
      return functions.resolve(options.entries().getOrDefault("DefaultValue", last));
    }
    return functions.fail(
        "unknown-mapping",
        argument.at(),
        "the mappings have no `" + String.join("`.`", names) + "`");
  }

  /** So many networks of {@code 2^bits} addresses, cut from a range. */
  Value cidr(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::Cidr", argument, 2, 3);
    if (arguments.isEmpty()) {
      return Wrong.REPORTED;
    }
    String where = "`Fn::Cidr`";
    Optional<String> range = functions.text(arguments.get().getFirst(), where);
    Optional<Integer> count = number(arguments.get().get(1), where, MOST_NETWORKS);
    Optional<Integer> bits =
        arguments.get().size() == 3
            ? number(arguments.get().getLast(), where, 128)
            : Optional.of(8);
    if (range.isEmpty() || count.isEmpty() || bits.isEmpty()) {
      return Wrong.REPORTED;
    }
    Optional<List<String>> networks =
        Networks.parse(range.get()).flatMap(all -> all.cut(count.get(), bits.get()));
    return networks.isPresent()
        ? texts(networks.get(), argument.at())
        : functions.wrong(
            argument.at(),
            where,
            "a range with room for " + count.get() + " networks of " + bits.get() + " bits");
  }

  private Optional<Integer> number(Node node, String where, int most) {
    Optional<String> text = functions.text(node, where);
    boolean fits =
        text.isPresent()
            && text.get().matches("[0-9]{1,10}")
            && new BigInteger(text.get()).compareTo(BigInteger.valueOf(most)) <= 0;
    if (text.isPresent() && !fits) {
      functions.wrong(node.at(), where, "a number up to " + most + " here");
    }
    return fits ? text.map(Integer::valueOf) : Optional.empty();
  }

  private static Value texts(List<String> texts, Location at) {
    List<Node> items = new ArrayList<>();
    texts.forEach(text -> items.add(new Scalar(text, Kind.STRING, at)));
    return new Known(new Sequence(items, at));
  }
}
