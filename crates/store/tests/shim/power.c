/* A disk that can lie, for tests: preloaded into a child process, it stands between the program and the files
 * of one folder.
 *
 *   POWER_DIR     only files under this folder are watched (never -shm, which is shared memory, nor .lock)
 *   SIGUSR1       power cut: every write since the last sync of its file is undone, then the process is gone.
 *                 POWER_KEEP (0..100, default 0) is the chance that a 512-byte sector had reached the disk all
 *                 the same; POWER_SEED makes that chance repeatable.
 *   POWER_FAIL    n: the n-th write, truncate or sync fails, as POWER_KIND says: eio, enospc, short (half is
 *                 written, then no room), kill (the process is gone before it).
 *   POWER_ROOM    bytes by which the files may grow; then no room, until the file POWER_FREED exists.
 *   POWER_COUNT   a file where the number of watched operations is written at exit.
 *
 * What it does not model: renames and unlinks are never undone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512

enum call { WRITE, TRUNCATE, SYNC };

struct undo {            /* what one unsynced write or truncate replaced */
    struct undo *before; /* the one before it, on the same file */
    off_t at;
    size_t covered, saved; /* bytes it covered; how many of them existed before */
    char old[];
};

struct file {
    struct file *next;
    dev_t device;
    ino_t inode;
    off_t synced_size;
    struct undo *last;
    char path[PATH_MAX];
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static const char *folder, *kind, *freed;
static long operations, fail_at, keep, must_fill_up;
static long long room = -1;
static unsigned long long chance = 88172645463325252ULL;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static long number(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

static unsigned draw(void) { /* xorshift */
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (unsigned)(chance >> 11);
}

static void put_back(int fd, const struct undo *undo) {
    for (size_t from = 0; from < undo->covered;) {
        size_t sector = SECTOR - (size_t)((undo->at + (off_t)from) % SECTOR);
        size_t some = undo->covered - from < sector ? undo->covered - from : sector;
        if (keep == 0 || draw() % 100 >= (unsigned)keep) {
            static const char nothing[SECTOR];
            size_t existed = undo->saved > from ? undo->saved - from : 0;
            if (existed > some) existed = some;
            if (existed) real_pwrite(fd, undo->old + from, existed, undo->at + (off_t)from);
            if (existed < some) real_pwrite(fd, nothing, some - existed, undo->at + (off_t)(from + existed));
        }
        from += some;
    }
}

static void cut_power(void) {
    for (struct file *file = files; file; file = file->next) {
        if (!file->last) continue;
        int fd = open(file->path, O_RDWR);
        if (fd < 0) continue;
        for (struct undo *undo = file->last; undo; undo = undo->before) put_back(fd, undo);
        if (keep == 0) real_ftruncate(fd, file->synced_size);
        close(fd);
    }
    _exit(137);
}

static void *wait_for_cut(void *nothing) {
    sigset_t set;
    int which;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    while (sigwait(&set, &which) != 0) {}
    pthread_mutex_lock(&guard);
    cut_power();
    return nothing;
}

__attribute__((constructor)) static void start(void) {
    real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    folder = getenv("POWER_DIR");
    kind = getenv("POWER_KIND");
    freed = getenv("POWER_FREED");
    fail_at = number("POWER_FAIL", 0);
    keep = number("POWER_KEEP", 0);
    room = number("POWER_ROOM", -1);
    chance += (unsigned long long)number("POWER_SEED", 0) * 2654435761ULL;
    if (!folder) return;
    sigset_t set;
    pthread_t thread;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, wait_for_cut, NULL);
    pthread_detach(thread);
}

__attribute__((destructor)) static void finish(void) {
    const char *path = getenv("POWER_COUNT");
    FILE *out = path ? fopen(path, "w") : NULL;
    if (!out) return;
    fprintf(out, "%ld", operations);
    fclose(out);
}

static void forget(struct file *file) {
    for (struct undo *undo = file->last; undo;) {
        struct undo *before = undo->before;
        free(undo);
        undo = before;
    }
    file->last = NULL;
}

/* The watched file behind a descriptor, or nothing. */
static struct file *watched(int fd, struct stat *now) {
    char link[64], path[PATH_MAX];
    if (!folder || fstat(fd, now) != 0 || !S_ISREG(now->st_mode)) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    int is_shared = length > 4 && strcmp(path + length - 4, "-shm") == 0;
    int is_lock = length > 5 && strcmp(path + length - 5, ".lock") == 0;
    if (strncmp(path, folder, strlen(folder)) != 0 || is_shared || is_lock) return NULL;
    for (struct file *file = files; file; file = file->next) {
        if (file->device != now->st_dev || file->inode != now->st_ino) continue;
        if (strcmp(file->path, path) != 0) { /* another file, born with the inode of one that is gone */
            forget(file);
            memcpy(file->path, path, (size_t)length + 1);
        }
        return file;
    }
    struct file *file = calloc(1, sizeof *file);
    if (!file) abort();
    file->device = now->st_dev;
    file->inode = now->st_ino;
    file->synced_size = now->st_size;
    memcpy(file->path, path, (size_t)length + 1);
    file->next = files;
    files = file;
    return file;
}

/* Remembers what a write or a truncate is about to replace. */
static void remember(int fd, struct file *file, const struct stat *now, off_t at, size_t covered) {
    size_t saved = at >= now->st_size ? 0 : (size_t)(now->st_size - at);
    if (saved > covered) saved = covered;
    struct undo *undo = malloc(sizeof *undo + saved);
    if (!undo) abort();
    undo->before = file->last;
    undo->at = at;
    undo->covered = covered;
    undo->saved = saved;
    /* The same descriptor if it can read: closing another one would drop the locks of the process. */
    if (saved && pread(fd, undo->old, saved, at) != (ssize_t)saved) {
        int other = open(file->path, O_RDONLY);
        if (other < 0 || pread(other, undo->old, saved, at) != (ssize_t)saved) abort();
        close(other);
    }
    if (!file->last) file->synced_size = now->st_size;
    file->last = undo;
}

/* 0: go on; else the errno to fail with. *half is set when half of a write is to be done first. */
static int trouble(enum call call, off_t growth, int *half) {
    if (must_fill_up) {
        must_fill_up = 0;
        return ENOSPC;
    }
    operations++;
    if (fail_at && operations == fail_at && kind) {
        if (strcmp(kind, "kill") == 0) _exit(137);
        if (strcmp(kind, "short") == 0 && call == WRITE) {
            *half = 1;
            must_fill_up = 1;
            return 0;
        }
        return strcmp(kind, "eio") == 0 ? EIO : ENOSPC;
    }
    if (room >= 0 && growth > 0) {
        if (freed && access(freed, F_OK) == 0) room = -1;
        else if (growth > room) return ENOSPC;
        else room -= growth;
    }
    return 0;
}

static ssize_t watched_write(int fd, const void *bytes, size_t length, off_t at, int is_positioned) {
    struct stat now;
    pthread_mutex_lock(&guard);
    struct file *file = watched(fd, &now);
    int half = 0, wrong = 0;
    if (file) {
        if (!is_positioned) at = lseek(fd, 0, SEEK_CUR);
        wrong = trouble(WRITE, at + (off_t)length - now.st_size, &half);
        if (half) length = length > 1 ? length / 2 : length;
        if (!wrong) remember(fd, file, &now, at, length);
    }
    ssize_t done = -1;
    if (!wrong) done = is_positioned ? real_pwrite(fd, bytes, length, at) : real_write(fd, bytes, length);
    else errno = wrong;
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

static int watched_truncate(int fd, off_t size) {
    struct stat now;
    pthread_mutex_lock(&guard);
    struct file *file = watched(fd, &now);
    int half = 0, wrong = file ? trouble(TRUNCATE, 0, &half) : 0;
    if (file && !wrong) {
        if (size < now.st_size) remember(fd, file, &now, size, (size_t)(now.st_size - size));
        else if (size > now.st_size) remember(fd, file, &now, now.st_size, (size_t)(size - now.st_size));
    }
    int done = wrong ? -1 : real_ftruncate(fd, size);
    int error = wrong ? wrong : errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

static int watched_sync(int fd, int (*sync)(int)) {
    struct stat now;
    pthread_mutex_lock(&guard);
    struct file *file = watched(fd, &now);
    int half = 0, wrong = file ? trouble(SYNC, 0, &half) : 0;
    int done = wrong ? -1 : sync(fd);
    int error = wrong ? wrong : errno;
    if (file && done == 0) forget(file);
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    if (fd <= 2) return real_write(fd, bytes, length);
    return watched_write(fd, bytes, length, 0, 0);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return watched_write(fd, bytes, length, at, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return watched_write(fd, bytes, length, at, 1); }
int ftruncate(int fd, off_t size) { return watched_truncate(fd, size); }
int ftruncate64(int fd, off_t size) { return watched_truncate(fd, size); }
int fsync(int fd) { return watched_sync(fd, real_fsync); }
int fdatasync(int fd) { return watched_sync(fd, real_fdatasync); }
