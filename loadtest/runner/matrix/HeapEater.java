import com.sun.tools.attach.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/** Fills the heap of another JVM: {@code java HeapEater.java PID AGENT_JAR}. Being the agent as well, it is in the jar. */
public final class HeapEater {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final List<byte[]> EATEN = new ArrayList<>();

  private HeapEater() {}

  public static void main(String[] arguments) throws Exception {
    VirtualMachine.attach(arguments[0]).loadAgent(arguments[1]);
  }

  /** In a thread of its own, as a leak would be; attaching returns. */
  public static void agentmain(String arguments) {
    new Thread(HeapEater::eat, "heap-eater").start();
  }

  private static void eat() {
    while (true) {
      EATEN.add(new byte[CHUNK_BYTES]);
    }
  }
}
