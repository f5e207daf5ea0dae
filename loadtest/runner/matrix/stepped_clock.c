/*
 * Preloaded into every process of a system under test: the clock of the day is wrong by the nanoseconds that stand in
 * the file FIRST_SERVED_CLOCK (8 bytes, mapped, so that a step is seen at once). The monotonic clock is not touched, as
 * when an administrator or NTP steps a machine's clock. A wait until a time of day is handed to the kernel in its own
 * time, so that it takes as long as the caller meant.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
/* glibc's mark in a condition variable that waits by CLOCK_MONOTONIC. */
#define WAITS_BY_MONOTONIC 2u

static const int64_t right = 0;
static const volatile int64_t *offset = &right;
static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static int (*real_clockwait)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);

__attribute__((constructor)) static void prepare(void) {
  real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_timedwait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  real_clockwait = dlsym(RTLD_NEXT, "pthread_cond_clockwait");
  const char *name = getenv("FIRST_SERVED_CLOCK");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) offset = mapped;
}

static struct timespec moved(struct timespec time, int64_t by) {
  int64_t nanos = time.tv_nsec + by % SECOND;
  time.tv_sec += by / SECOND;
  if (nanos < 0) { nanos += SECOND; time.tv_sec--; }
  if (nanos >= SECOND) { nanos -= SECOND; time.tv_sec++; }
  time.tv_nsec = nanos;
  return time;
}

static int is_of_the_day(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (!real_gettime) prepare(); /* another library's constructor asks first */
  int status = real_gettime(clock, time);
  if (status == 0 && is_of_the_day(clock)) *time = moved(*time, *offset);
  return status;
}

int gettimeofday(struct timeval *time, void *zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
  if (condition->__data.__wrefs & WAITS_BY_MONOTONIC) return real_timedwait(condition, mutex, until);
  struct timespec real = moved(*until, -*offset);
  return real_timedwait(condition, mutex, &real);
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
  struct timespec real = is_of_the_day(clock) ? moved(*until, -*offset) : *until;
  return real_clockwait(condition, mutex, clock, &real);
}
