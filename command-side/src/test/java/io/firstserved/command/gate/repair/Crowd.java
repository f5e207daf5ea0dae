package io.firstserved.command.gate.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many callers at once. */
final class Crowd {

  private Crowd() {}

  /** Runs the calls on as many threads as are given, and returns what each said. */
  static <T> List<T> of(int calls, int atOnce, IntFunction<T> call) throws Exception {
    try (var threads =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().name("caller-", 0).factory())) {
      var answers = new ArrayList<Future<T>>();
      for (int i = 0; i < calls; i++) {
        var number = i;
        answers.add(threads.submit((Callable<T>) () -> call.apply(number)));
      }
      return collect(answers);
    }
  }

  private static <T> List<T> collect(List<Future<T>> answers)
      throws InterruptedException, ExecutionException {
    var collected = new ArrayList<T>();
    for (var answer : answers) {
      collected.add(answer.get());
    }
    return collected;
  }
}
