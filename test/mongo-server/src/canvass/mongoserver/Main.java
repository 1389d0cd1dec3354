package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A MongoDB for tests, from mongo-java-server, with ordered indexes and a journal of its own. Arguments: the port (0 for
 * any) and the data folder (none: in memory). Prints its address. `scripts/servers/guarded.mjs` ends it when whoever started it has gone.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Journal journal = args.length > 1 ? Journal.open(Path.of(args[1])) : Journal.none();
        MongoServer server = new MongoServer(new StandInBackend(journal));
        server.bind(new InetSocketAddress("127.0.0.1", port));
        System.out.println("mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
        // Every acknowledged write is in the journal: there is nothing to wind up, a signal may end it at any time.
        Thread.currentThread().join();
    }
}
