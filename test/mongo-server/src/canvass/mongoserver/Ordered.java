package canvass.mongoserver;

import java.util.List;
import java.util.stream.Stream;

/** An index that can be read in the order of its keys. */
interface Ordered {
    List<String> paths();

    boolean holdsAllOf(Conditions conditions);

    Stream<Object> positions(Plan.Range range, boolean descending);
}
