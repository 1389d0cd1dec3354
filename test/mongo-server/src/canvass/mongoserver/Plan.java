package canvass.mongoserver;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** How one index would answer a query: as ranges of its keys, in the wished order or not. */
record Plan(Ordered index, List<Range> ranges, int score, boolean inOrder, boolean descending) {
    record Range(Object[] from, Object[] to) {}

    private static final int MOST_RANGES = 2000;

    /** The best of them; null where everything has to be read. */
    static Plan best(List<Ordered> indexes, Document filter, Document order) {
        Conditions conditions = new Conditions(filter);
        return indexes.stream()
            .filter(index -> index.holdsAllOf(conditions))
            .map(index -> of(index, conditions, order))
            .filter(plan -> plan.score > 0)
            .max(Comparator.comparingInt(Plan::score))
            .orElse(null);
    }

    private static Plan of(Ordered index, Conditions conditions, Document order) {
        List<List<Object>> prefixes = List.of(List.of());
        int fixed = 0;
        boolean single = true;
        for (String path : index.paths()) {
            Conditions.Field field = conditions.of(path);
            if (field == null || field.equal == null || prefixes.size() * field.equal.size() > MOST_RANGES) break;
            prefixes = extended(prefixes, field.equal);
            single &= field.equal.size() == 1;
            fixed++;
        }
        Conditions.Field next = fixed < index.paths().size() ? conditions.of(index.paths().get(fixed)) : null;
        boolean bounded = next != null && next.isRange();
        List<Range> ranges = prefixes.stream().map(prefix -> range(prefix, bounded ? next : new Conditions.Field())).toList();
        int direction = single ? direction(index.paths().subList(fixed, index.paths().size()), order) : 0;
        int score = fixed * 4 + (bounded ? 2 : 0) + (direction != 0 ? 1 : 0);
        return new Plan(index, ranges, score, direction != 0, direction < 0);
    }

    private static List<List<Object>> extended(List<List<Object>> prefixes, List<Object> values) {
        TreeSet<Object> distinct = new TreeSet<>(Values::compare);
        values.forEach(value -> distinct.add(value == null ? Values.LOWEST : value));
        List<List<Object>> longer = new ArrayList<>();
        for (List<Object> prefix : prefixes) {
            for (Object value : distinct) {
                List<Object> one = new ArrayList<>(prefix);
                one.add(value == Values.LOWEST ? null : Values.normal(value));
                longer.add(one);
            }
        }
        return longer;
    }

    /** A key comes before all longer ones that begin with it, so that a prefix is the beginning of its range. */
    private static Range range(List<Object> prefix, Conditions.Field field) {
        List<Object> from = new ArrayList<>(prefix);
        List<Object> to = new ArrayList<>(prefix);
        if (field.from != Values.LOWEST) from.add(field.from);
        if (!field.fromIncluded) from.add(Values.HIGHEST);
        to.add(field.to);
        if (field.toIncluded) to.add(Values.HIGHEST);
        return new Range(from.toArray(), to.toArray());
    }

    /** 1 or -1 where the rest of the key is in the wished order, forwards or backwards; 0 where it is not. */
    private static int direction(List<String> rest, Document order) {
        if (order == null || order.isEmpty() || !new ArrayList<>(order.keySet()).equals(rest)) return 0;
        List<Integer> signs = order.values().stream().map(sign -> Integer.signum(((Number) sign).intValue())).distinct().toList();
        return signs.size() == 1 ? signs.get(0) : 0;
    }
}
