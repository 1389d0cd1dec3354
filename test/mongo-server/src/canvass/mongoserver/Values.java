package canvass.mongoserver;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import java.util.Comparator;

/** The order of values and of keys made of them: null, numbers, texts by code point, the rest. */
final class Values {
    /** Before and behind every value. */
    static final Object LOWEST = new Object();
    static final Object HIGHEST = new Object();

    static final Comparator<Object[]> KEYS = (a, b) -> {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = compare(a[i], b[i]);
            if (order != 0) return order;
        }
        return Integer.compare(a.length, b.length);
    };

    private Values() {}

    /** As it stands in a key: what is missing is null, numbers are doubles. */
    static Object normal(Object value) {
        if (value == null || value instanceof Missing) return null;
        return value instanceof Number number ? (Object) (number.doubleValue() + 0.0) : value;
    }

    static int compare(Object a, Object b) {
        if (a == b) return 0;
        int ranks = Integer.compare(rank(a), rank(b));
        if (ranks != 0) return ranks;
        if (a instanceof Number x && b instanceof Number y) return Double.compare(x.doubleValue() + 0.0, y.doubleValue() + 0.0);
        if (a instanceof String x && b instanceof String y) return compareTexts(x, y);
        return a == null ? 0 : ValueComparator.asc().compare(a, b);
    }

    private static int rank(Object value) {
        if (value == LOWEST) return 0;
        if (value == HIGHEST) return 5;
        if (value == null || value instanceof Missing) return 1;
        if (value instanceof Number) return 2;
        return value instanceof String ? 3 : 4;
    }

    private static int compareTexts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) return Integer.compare(byCodePoint(x), byCodePoint(y));
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points behind all others. */
    private static int byCodePoint(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
