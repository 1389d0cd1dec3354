package canvass.mongoserver;

import de.bwaldvogel.mongo.bson.Document;
import java.util.TreeMap;
import java.util.List;
import java.util.stream.Stream;

/** The documents of one collection as BSON, in the order of their positions; every change goes through the journal. */
final class Table {
    final String namespace;
    private final Journal journal;
    private final TreeMap<Object[], byte[]> rows = new TreeMap<>(Values.KEYS);

    Table(String namespace, Journal journal) {
        this.namespace = namespace;
        this.journal = journal;
    }

    synchronized boolean has(Object position) {
        return rows.containsKey(key(position));
    }

    synchronized Document get(Object position) {
        byte[] row = rows.get(key(position));
        return row == null ? null : Bson.decode(row);
    }

    synchronized void put(Object position, Document document) {
        byte[] row = Bson.encode(document);
        rows.put(key(position), row);
        journal.put(namespace, position, row);
    }

    synchronized void remove(Object position) {
        rows.remove(key(position));
        journal.remove(namespace, position);
    }

    /** From the journal. */
    synchronized void restore(Object position, byte[] row) {
        if (row == null) rows.remove(key(position));
        else rows.put(key(position), row);
    }

    /** Copies of what is there now. */
    synchronized Stream<Document> documents() {
        return List.copyOf(rows.values()).stream().map(Bson::decode);
    }

    synchronized Stream<Object> positions() {
        return List.copyOf(rows.keySet()).stream().map(key -> key[0]);
    }

    Stream<Object> positions(Plan.Range range, boolean descending) {
        if (Values.KEYS.compare(range.from(), range.to()) > 0) return Stream.empty();
        var part = rows.subMap(range.from(), true, range.to(), true);
        return (descending ? part.descendingMap() : part).keySet().stream().map(key -> key[0]);
    }

    synchronized int size() {
        return rows.size();
    }

    synchronized void eachRow(java.util.function.BiConsumer<Object, byte[]> visit) {
        rows.forEach((key, row) -> visit.accept(key[0], row));
    }

    private static Object[] key(Object position) {
        return new Object[] {Values.normal(position)};
    }
}
