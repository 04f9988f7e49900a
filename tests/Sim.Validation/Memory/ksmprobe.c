// Lets the kernel's KSM merge a known mix of pages and prints its counters after each pass.
//
//   ksmprobe PASSES PAGES_TO_SCAN SLEEP_MS SMART_SCAN USE_ZERO_PAGES ZERO GROUPS COPIES UNIQUE VOLATILE
//
// ZERO pages of zeros, COPIES times GROUPS pages of which those of a group are equal, UNIQUE pages like no other, and VOLATILE ones
// that change all the time. Prints lines "# key=value" and then CSV. All settings under /sys/kernel/mm/ksm are put back, by a
// parent process, whatever happens to the one that measures. Exits with 2 on bad usage, 3 where it cannot be measured ("not run: why").
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KSM "/sys/kernel/mm/ksm/"
#define PAGE 4096UL
#define MOST_SECONDS 150 /* then it is given up */

enum { MOST_SETTINGS = 16, NOT_RUN = 3 };

/* The order in which they are put back: some cannot change while pages are merged, so 2 is written to run first. */
static const char *const names[] = { "pages_to_scan", "sleep_millisecs", "smart_scan", "use_zero_pages", "advisor_mode",
    "advisor_max_cpu", "advisor_max_pages_to_scan", "advisor_min_pages_to_scan", "advisor_target_scan_time",
    "merge_across_nodes", "max_page_sharing", "stable_node_chains_prune_millisecs", "run" };
static char saved[MOST_SETTINGS][64];
static volatile unsigned char *changing;
static long changing_pages;
static int ksmd, ksmd_nice;

static int get(const char *name, char *value, size_t size)
{
    char path[128];
    snprintf(path, sizeof path, KSM "%s", name);
    int file = open(path, O_RDONLY);
    if (file < 0)
        return -1;
    ssize_t got = read(file, value, size - 1);
    close(file);
    if (got < 0)
        return -1;
    value[got] = 0;
    value[strcspn(value, "\n")] = 0;
    return 0;
}

static int set(const char *name, const char *value)
{
    char path[128];
    snprintf(path, sizeof path, KSM "%s", name);
    int file = open(path, O_WRONLY);
    if (file < 0)
        return -1;
    ssize_t put = write(file, value, strlen(value));
    close(file);
    return put < 0 ? -1 : 0;
}

static long number(const char *name)
{
    char value[64];
    return get(name, value, sizeof value) ? -1 : atol(value);
}

static void not_run(const char *why)
{
    printf("not run: %s\n", why);
    fflush(stdout);
    exit(NOT_RUN);
}

/* "[none] scan-time" says that it is none. */
static void chosen(char *value)
{
    char *open = strchr(value, '[');
    char *close = open ? strchr(open, ']') : NULL;
    if (close) {
        *close = 0;
        memmove(value, open + 1, strlen(open + 1) + 1);
    }
}

static void save(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (get(names[i], saved[i], sizeof saved[i]))
            saved[i][0] = 0; /* older kernels do not have it */
        chosen(saved[i]);
    }
}

static int restore(void)
{
    int failed = set("run", "2"); /* breaks what is merged */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!saved[i][0])
            continue;
        char now[64];
        set(names[i], saved[i]);
        get(names[i], now, sizeof now);
        chosen(now);
        failed |= strcmp(now, saved[i]) != 0;
    }
    if (ksmd)
        setpriority(PRIO_PROCESS, (id_t)ksmd, ksmd_nice);
    return failed;
}

static int find_ksmd(void)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    int found = 0;
    while (proc && !found && (entry = readdir(proc))) {
        char path[300], name[32] = "";
        snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
        FILE *file = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' ? fopen(path, "r") : NULL;
        if (!file)
            continue;
        if (fgets(name, sizeof name, file) && !strcmp(name, "ksmd\n"))
            found = atoi(entry->d_name);
        fclose(file);
    }
    if (proc)
        closedir(proc);
    return found;
}

/* CPU time of the scanner, and time that it waited for a CPU. */
static void ksmd_times(long long *ran, long long *waited)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/schedstat", ksmd);
    FILE *file = ksmd ? fopen(path, "r") : NULL;
    *ran = *waited = -1;
    if (file && fscanf(file, "%lld %lld", ran, waited) != 2)
        *ran = *waited = -1;
    if (file)
        fclose(file);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *change(void *unused)
{
    for (uint32_t round = 1;; round++) {
        for (long i = 0; i < changing_pages; i++)
            *(volatile uint32_t *)(changing + (unsigned long)i * PAGE + 64) = round;
        usleep(20000);
    }
    return unused;
}

/* A page of its own for each number. */
static void fill(unsigned char *page, uint64_t content)
{
    uint64_t *words = (uint64_t *)page;
    for (size_t i = 0; i < PAGE / sizeof *words; i++)
        words[i] = (content + 1) * 0x9E3779B97F4A7C15ULL + i * (content | 1);
}

static unsigned char *mix(long zero, long groups, long copies, long unique, long changes)
{
    unsigned long pages = (unsigned long)(zero + groups * copies + unique + changes);
    unsigned char *memory = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        not_run("no memory");
    madvise(memory, pages * PAGE, MADV_NOHUGEPAGE);
    unsigned char *at = memory;
    for (long i = 0; i < zero; i++, at += PAGE)
        memset(at, 0, PAGE);
    for (long copy = 0; copy < copies; copy++)
        for (long group = 0; group < groups; group++, at += PAGE)
            fill(at, (uint64_t)group);
    for (long i = 0; i < unique; i++, at += PAGE)
        fill(at, 1000000 + (uint64_t)i);
    changing = at;
    changing_pages = changes;
    for (long i = 0; i < changes; i++, at += PAGE)
        fill(at, 100000000 + (uint64_t)i);
    if (madvise(memory, pages * PAGE, MADV_MERGEABLE))
        not_run("this kernel has no KSM, or does not permit MADV_MERGEABLE");
    return memory;
}

static void row(long pass, double seconds)
{
    long long ran, waited;
    ksmd_times(&ran, &waited);
    printf("%ld,%.6f,%lld,%lld,%ld,%ld,%ld,%ld,%ld,%ld,%ld\n", pass, seconds, ran, waited, number("pages_shared"), number("pages_sharing"),
        number("pages_unshared"), number("pages_volatile"), number("pages_scanned"), number("pages_skipped"), number("ksm_zero_pages"));
}

static int measure(long passes, char **settings, const long *pages)
{
    mix(pages[0], pages[1], pages[2], pages[3], pages[4]);
    pthread_t changer;
    if (pages[4] && pthread_create(&changer, NULL, change, NULL))
        not_run("no thread");
    set("run", "2"); /* forgets what an earlier pass may have seen */
    set("advisor_mode", "none");
    if (set("pages_to_scan", settings[0]) || set("sleep_millisecs", settings[1]))
        not_run("/sys/kernel/mm/ksm is read only");
    set("smart_scan", settings[2]);
    set("use_zero_pages", settings[3]);
    printf("pass,seconds,ran_ns,waited_ns,shared,sharing,unshared,volatile,scanned,skipped,zero\n");
    long first = number("full_scans");
    row(0, 0);
    double start = now();
    if (set("run", "1"))
        not_run("/sys/kernel/mm/ksm/run is read only");
    for (long pass = 1; pass <= passes; pass++) {
        while (number("full_scans") < first + pass) {
            if (now() - start > MOST_SECONDS)
                not_run("the scanner makes no progress");
            usleep(1000);
        }
        row(pass, now() - start);
    }
    fflush(stdout);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 11)
        return 2;
    if (access(KSM "run", F_OK))
        not_run("no /sys/kernel/mm/ksm: this kernel has no KSM");
    if (access(KSM "run", W_OK))
        not_run("/sys/kernel/mm/ksm is not writable: run as root, on a kernel of your own");
    if (number("run") == 1 || number("pages_shared") > 0)
        not_run("KSM is at work here, for somebody else");
    long pages[5];
    for (int i = 0; i < 5; i++)
        pages[i] = atol(argv[6 + i]);
    struct timespec tick;
    clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
    printf("# tick_ns=%ld\n# max_page_sharing=%ld\n# has_smart_scan=%d\n", tick.tv_nsec, number("max_page_sharing"), number("smart_scan") >= 0);
    fflush(stdout);
    save();
    ksmd = find_ksmd();
    ksmd_nice = ksmd ? getpriority(PRIO_PROCESS, (id_t)ksmd) : 0;
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (ksmd)
            setpriority(PRIO_PROCESS, (id_t)ksmd, -20); /* what is measured is the scanner, not who else wants a CPU */
        exit(measure(atol(argv[1]), argv + 2, pages));
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    int failed = restore();
    if (failed) {
        fprintf(stderr, "settings of KSM could not be put back\n");
        return 4;
    }
    return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 5;
}
