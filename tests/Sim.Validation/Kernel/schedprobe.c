// Measures how the kernel shares one CPU: each task its share, its lateness when woken, the length of its turns.
//
//   schedprobe SECONDS CPU [quota=PERCENT:PERIOD_MS] [phase=US] TASK...
//   TASK: hog[@NICE][/q] or periodic:RUN_US:PERIOD_US[@NICE][/q]; /q puts it under the quota (cgroup cpu.max or cpu.cfs_quota_us)
//
// Prints lines "# key=value" and then CSV. Exits with 2 on bad usage, 3 where the set-up cannot be made ("not run: why").
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_TASKS = 32, MOST_SAMPLES = 1 << 16 };

#define WARM_UP_NS 500000000LL
#define PHASE_OF_NS 20000000LL /* of the ticks of HZ 100, 250, 300 (nearly) and 1000 */
#define AWAY_NS 100000LL /* a hog that loses more than this between two looks at the clock was off the CPU */

typedef struct {
    char spec[64];
    long run_us, period_us;
    int nice, grouped;
    int64_t cpu_ns, wall_ns;
    int samples, pieces, missed;
    long voluntary, involuntary;
    int64_t late[MOST_SAMPLES], piece[MOST_SAMPLES], gap[MOST_SAMPLES];
} Task;

static Task *tasks;
static int count, cpu;
static int64_t start_ns, measure_ns, end_ns, phase_ns = -1; /* the start, after a multiple of PHASE_OF_NS; negative: anywhere */
static char group[256], leaf[300], quota_group[300]; /* cgroups: around all, of those without quota, of those with it */

static int64_t clock_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(int64_t at) {
    struct timespec t = { at / 1000000000LL, at % 1000000000LL };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) { }
}

static void not_run(const char *why) {
    printf("not run: %s\n", why);
    exit(3);
}

static int parse(Task *task, const char *text) {
    int n = snprintf(task->spec, sizeof task->spec, "%s", text);
    if (n >= (int)sizeof task->spec) return 0;
    char copy[64];
    strcpy(copy, text);
    char *slash = strchr(copy, '/');
    if (slash) {
        if (strcmp(slash, "/q")) return 0;
        task->grouped = 1;
        *slash = 0;
    }
    char *at = strchr(copy, '@');
    if (at) {
        task->nice = atoi(at + 1);
        *at = 0;
    }
    if (!strcmp(copy, "hog")) return 1;
    return sscanf(copy, "periodic:%ld:%ld", &task->run_us, &task->period_us) == 2
        && task->run_us > 0 && task->period_us > task->run_us;
}

// Time of the CPU that the hypervisor gave to others, in clock ticks.
static long steal_ticks(void) {
    char key[16], line[512];
    long v[8] = { 0 };
    snprintf(key, sizeof key, "cpu%d ", cpu);
    FILE *f = fopen("/proc/stat", "r");
    while (f && fgets(line, sizeof line, f)) {
        if (!strncmp(line, key, strlen(key))) {
            sscanf(line + strlen(key), "%ld %ld %ld %ld %ld %ld %ld %ld", v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7);
        }
    }
    if (f) fclose(f);
    return v[7];
}

static int write_file(const char *folder, const char *name, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_WRONLY);
    int fine = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);
    if (file >= 0) close(file);
    return fine;
}

static int make_folder(char *path, size_t size, const char *parent, const char *name) {
    snprintf(path, size, "%s/%s", parent, name);
    if (!mkdir(path, 0755)) return 1;
    path[0] = 0;
    return 0;
}

static void remove_groups(void) {
    if (quota_group[0]) rmdir(quota_group);
    if (leaf[0] && strcmp(leaf, group)) rmdir(leaf);
    if (group[0]) rmdir(group);
}

// A group around all tasks that outweighs whatever else runs on the CPU. cgroup v2 has tasks in its leaves only.
static void make_group(void) {
    char name[64];
    int second = !access("/sys/fs/cgroup/cgroup.controllers", R_OK);
    const char *root = second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
    snprintf(name, sizeof name, "schedprobe-%d", getpid());
    if (second) write_file(root, "cgroup.subtree_control", "+cpu");
    atexit(remove_groups);
    if (!make_folder(group, sizeof group, root, name)) return;
    if (second) write_file(group, "cgroup.subtree_control", "+cpu");
    else strcpy(leaf, group);
    int fine = second
        ? write_file(group, "cpu.weight", "10000") && make_folder(leaf, sizeof leaf, group, "tasks")
        : write_file(group, "cpu.shares", "262144");
    if (!fine) leaf[0] = 0;
}

static void make_quota(double percent, double period_ms) {
    char text[64];
    if (!leaf[0]) not_run("no cgroup (no writable cpu controller at /sys/fs/cgroup)");
    if (!make_folder(quota_group, sizeof quota_group, group, "quota")) not_run("no cgroup (none can be made in another)");
    if (!access("/sys/fs/cgroup/cgroup.controllers", R_OK)) {
        snprintf(text, sizeof text, "%.0f %.0f", percent / 100 * period_ms * 1000, period_ms * 1000);
        if (!write_file(quota_group, "cpu.max", text)) not_run("no cgroup (cpu.max is not there or not writable)");
        return;
    }
    snprintf(text, sizeof text, "%.0f", period_ms * 1000);
    int fine = write_file(quota_group, "cpu.cfs_period_us", text);
    snprintf(text, sizeof text, "%.0f", percent / 100 * period_ms * 1000);
    if (!fine || !write_file(quota_group, "cpu.cfs_quota_us", text)) not_run("no cgroup (cpu.cfs_quota_us is not there or not writable)");
}

static void prepare(Task *task) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set)) _exit(10);
    const char *folder = task->grouped ? quota_group : leaf;
    if (folder[0] && !write_file(folder, "cgroup.procs", "0")) _exit(11);
    if (setpriority(PRIO_PROCESS, 0, task->nice)) _exit(12);
    prctl(PR_SET_TIMERSLACK, 1UL);
    // Touch the pages now, not while measuring.
    memset(task->late, 1, sizeof task->late);
    memset(task->piece, 1, sizeof task->piece);
    memset(task->gap, 1, sizeof task->gap);
}

// Turns: what lies between two times away from the CPU.
static void hog(Task *task) {
    int64_t last = clock_ns(CLOCK_MONOTONIC), began = 0, now;
    while ((now = clock_ns(CLOCK_MONOTONIC)) < measure_ns) last = now;
    int64_t cpu0 = clock_ns(CLOCK_PROCESS_CPUTIME_ID), wall0 = now;
    for (last = now; (now = clock_ns(CLOCK_MONOTONIC)) < end_ns; last = now) {
        if (now - last <= AWAY_NS) continue;
        if (began && task->pieces < MOST_SAMPLES) {
            task->piece[task->pieces] = last - began;
            task->gap[task->pieces++] = now - last;
        }
        began = now;
    }
    task->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu0;
    task->wall_ns = now - wall0;
}

static void periodic(Task *task) {
    int64_t period = task->period_us * 1000LL, next = start_ns, cpu0 = -1, wall0 = 0, now;
    for (;;) {
        sleep_until(next);
        now = clock_ns(CLOCK_MONOTONIC);
        if (now >= end_ns) break;
        if (cpu0 < 0 && now >= measure_ns) {
            cpu0 = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
            wall0 = now;
        }
        if (cpu0 >= 0 && task->samples < MOST_SAMPLES) task->late[task->samples++] = now - next;
        int64_t until = clock_ns(CLOCK_PROCESS_CPUTIME_ID) + task->run_us * 1000LL;
        while (clock_ns(CLOCK_PROCESS_CPUTIME_ID) < until) { }
        // A job that ended after the next was due loses that one.
        for (next += period, now = clock_ns(CLOCK_MONOTONIC); next < now; next += period) task->missed += cpu0 >= 0;
    }
    task->cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu0;
    task->wall_ns = now - wall0;
}

static void child(Task *task) {
    prepare(task);
    sleep_until(start_ns);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    if (task->period_us) periodic(task); else hog(task);
    getrusage(RUSAGE_SELF, &after);
    task->voluntary = after.ru_nvcsw - before.ru_nvcsw;
    task->involuntary = after.ru_nivcsw - before.ru_nivcsw;
    _exit(0);
}

static int ascending(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void cell(const int64_t *sorted, int n, double share) {
    if (n) printf(",%.1f", sorted[(int)(share * (n - 1) + 0.5)] / 1e3); else printf(",");
}

static void print_task(Task *task) {
    qsort(task->late, task->samples, sizeof *task->late, ascending);
    qsort(task->piece, task->pieces, sizeof *task->piece, ascending);
    qsort(task->gap, task->pieces, sizeof *task->gap, ascending);
    printf("%s,%d,%.3f,%.3f,%.3f,%d", task->spec, task->nice, task->cpu_ns / 1e6, task->wall_ns / 1e6,
        100.0 * task->cpu_ns / task->wall_ns, task->samples);
    cell(task->late, task->samples, 0.5);
    cell(task->late, task->samples, 0.99);
    cell(task->late, task->samples, 1);
    printf(",%d", task->pieces);
    cell(task->piece, task->pieces, 0.5);
    cell(task->piece, task->pieces, 0.99);
    cell(task->gap, task->pieces, 0.5);
    cell(task->gap, task->pieces, 0.99);
    printf(",%ld,%ld,%d,", task->voluntary, task->involuntary, task->missed);
    for (int i = 1; i < 20 && task->samples; i++) {
        printf("%s%.1f", i > 1 ? ";" : "", task->late[(int)(i / 20.0 * (task->samples - 1) + 0.5)] / 1e3);
    }
    printf("\n");
}

static void run(double seconds) {
    pid_t pids[MOST_TASKS];
    start_ns = clock_ns(CLOCK_MONOTONIC) + 200000000LL;
    if (phase_ns >= 0) start_ns += PHASE_OF_NS - start_ns % PHASE_OF_NS + phase_ns;
    measure_ns = start_ns + WARM_UP_NS;
    end_ns = measure_ns + (int64_t)(seconds * 1e9);
    for (int i = 0; i < count; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            child(&tasks[i]);
        }
    }
    sleep_until(measure_ns);
    long steal = steal_ticks();
    int failed = 0;
    for (int i = 0; i < count; i++) {
        int status = 0;
        waitpid(pids[i], &status, 0);
        failed = WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : failed;
    }
    if (failed == 10) not_run("the CPU cannot be pinned to");
    if (failed == 11) not_run("no cgroup (a task cannot be moved into it)");
    if (failed == 12) not_run("a nice value that this user may not set");
    printf("# shielded=%d\n", leaf[0] != 0);
    printf("# steal_pct=%.2f\n", 100.0 * (steal_ticks() - steal) / sysconf(_SC_CLK_TCK) / seconds);
}

int main(int argc, char **argv) {
    double seconds = argc > 3 ? atof(argv[1]) : 0, percent = 0, period_ms = 0;
    tasks = mmap(NULL, sizeof(Task) * MOST_TASKS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cpu = argc > 3 ? atoi(argv[2]) : 0;
    int usable = seconds > 0 && seconds <= 120 && tasks != MAP_FAILED;
    for (int i = 3; i < argc && usable; i++) {
        if (!strncmp(argv[i], "quota=", 6)) usable = sscanf(argv[i] + 6, "%lf:%lf", &percent, &period_ms) == 2;
        else if (!strncmp(argv[i], "phase=", 6)) phase_ns = (int64_t)(atof(argv[i] + 6) * 1000);
        else usable = count < MOST_TASKS && parse(&tasks[count++], argv[i]);
    }
    if (!usable || !count) {
        fprintf(stderr, "usage: schedprobe SECONDS CPU [quota=PERCENT:PERIOD_MS] [phase=US] hog[@NICE][/q]|periodic:RUN_US:PERIOD_US[@NICE][/q]...\n");
        return 2;
    }
    make_group();
    if (percent > 0) make_quota(percent, period_ms);
    run(seconds);
    printf("task,nice,cpu_ms,wall_ms,share_pct,wakeups,late_us_median,late_us_p99,late_us_max,"
        "turns,turn_us_median,turn_us_p99,away_us_median,away_us_p99,voluntary,involuntary,missed,late_us_ventiles\n");
    for (int i = 0; i < count; i++) print_task(&tasks[i]);
    return 0;
}
