/* Preloaded into a process: its wall clock is ahead by the nanoseconds in the file that $WALL_CLOCK_FILE names.
 *
 * The monotonic clock is left alone. A process that is stopped for a moment while its wall clock jumps ahead sees what a
 * frozen environment sees: hours have passed, and its monotonic clock stood still.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

#define BILLION 1000000000LL

static const volatile int64_t *ahead;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("WALL_CLOCK_FILE");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
  real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  if (page == MAP_FAILED || !real_clock_gettime) abort();
  ahead = page;
}

int clock_gettime(clockid_t clock, struct timespec *result) {
  if (!real_clock_gettime) start();
  int failed = real_clock_gettime(clock, result);
  if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t now = result->tv_sec * BILLION + result->tv_nsec + *ahead;
    result->tv_sec = now / BILLION;
    result->tv_nsec = now % BILLION;
  }
  return failed;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  result->tv_sec = now.tv_sec;
  result->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
