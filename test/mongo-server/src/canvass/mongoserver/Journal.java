package canvass.mongoserver;

import de.bwaldvogel.mongo.bson.Document;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * All changes, one after the other, in one file; read at the start. A change is in the file before its command is
 * answered, so that a kill of this process loses nothing (the loss of the machine's power might).
 */
final class Journal {
    private static final byte PUT = 1;
    private static final byte REMOVE = 2;
    private static final byte DROP = 3;

    /** Above this the file is written anew at the start when most of it is of the past. */
    private static final long WORTH_SHRINKING = 32L << 20;

    private final Map<String, Table> tables = new TreeMap<>();
    private FileChannel file;

    static Journal none() {
        return new Journal();
    }

    static Journal open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve("journal");
        Journal journal = new Journal();
        long whole = Files.exists(path) ? journal.read(path) : 0;
        if (whole > WORTH_SHRINKING && whole > 2 * journal.liveBytes()) {
            Path fresh = folder.resolve("journal.new");
            journal.file = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            journal.tables.forEach((name, table) -> table.eachRow((position, row) -> journal.put(name, position, row)));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return journal;
        }
        journal.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Half a change at the end was never answered.
        journal.file.truncate(whole);
        journal.file.position(whole);
        return journal;
    }

    synchronized Table table(String namespace) {
        return tables.computeIfAbsent(namespace, name -> new Table(name, this));
    }

    synchronized Collection<String> databases() {
        return tables.keySet().stream().map(name -> name.substring(0, name.indexOf('.'))).distinct().toList();
    }

    void put(String namespace, Object position, byte[] row) {
        write(PUT, namespace, Bson.encode(new Document("p", position)), row);
    }

    void remove(String namespace, Object position) {
        write(REMOVE, namespace, Bson.encode(new Document("p", position)), new byte[0]);
    }

    synchronized void drop(String namespace) {
        tables.remove(namespace);
        write(DROP, namespace, new byte[0], new byte[0]);
    }

    synchronized long size() {
        try {
            return file == null ? 0 : file.position();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private synchronized void write(byte kind, String namespace, byte[] position, byte[] row) {
        if (file == null) return;
        byte[] name = namespace.getBytes(StandardCharsets.UTF_8);
        ByteBuffer change = ByteBuffer.allocate(17 + name.length + position.length + row.length);
        change.putInt(change.capacity()).put(kind);
        for (byte[] part : new byte[][] {name, position, row}) change.putInt(part.length).put(part);
        change.flip();
        try {
            while (change.hasRemaining()) file.write(change);
        } catch (IOException error) {
            // What cannot be kept must not be acknowledged, and what is in memory is ahead of the file now.
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Returns the length of what is whole. */
    private long read(Path path) throws IOException {
        long whole = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20))) {
            while (true) {
                int length = in.readInt();
                byte kind = in.readByte();
                String namespace = new String(part(in), StandardCharsets.UTF_8);
                byte[] position = part(in);
                byte[] row = part(in);
                if (kind == DROP) tables.remove(namespace);
                else table(namespace).restore(Bson.decode(position).get("p"), kind == PUT ? row : null);
                whole += length;
            }
        } catch (EOFException end) {
            return whole;
        }
    }

    private static byte[] part(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private long liveBytes() {
        long[] bytes = {0};
        tables.values().forEach(table -> table.eachRow((position, row) -> bytes[0] += row.length));
        return bytes[0];
    }
}
