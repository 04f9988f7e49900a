// Sieve, quicksort, matrix product, hash: integers, branches, bytes and doubles in turn. Returns 0 when the results are those known.
#define ROUNDS 200
static unsigned char composite[8192];
static int numbers[2048];
static double a[48][48], b[48][48], c[48][48];

static int sieve(void) {
    int count = 0;
    for (int i = 0; i < 8192; i++) composite[i] = 0;
    for (int i = 2; i < 8192; i++) {
        if (composite[i]) continue;
        count++;
        for (int j = i + i; j < 8192; j += i) composite[j] = 1;
    }
    return count;
}

static void quicksort(int *v, int low, int high) {
    while (low < high) {
        int pivot = v[(low + high) / 2], i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i <= j) { int t = v[i]; v[i++] = v[j]; v[j--] = t; }
        }
        if (j - low < high - i) { quicksort(v, low, j); low = i; } else { quicksort(v, i, high); high = j; }
    }
}

static void product(void) {
    for (int i = 0; i < 48; i++)
        for (int j = 0; j < 48; j++) {
            double sum = 0;
            for (int k = 0; k < 48; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}

static unsigned long hash(const unsigned char *p, int n, unsigned long h) {
    for (int i = 0; i < n; i++) h = (h ^ p[i]) * 0x100000001B3UL;
    return h;
}

int main(void) {
    unsigned long h = 0xCBF29CE484222325UL;
    unsigned seed = 12345;
    for (int i = 0; i < 48; i++)
        for (int j = 0; j < 48; j++) { a[i][j] = i + j * 0.1; b[i][j] = i - j * 0.7; }
    for (int round = 0; round < ROUNDS; round++) {
        if (sieve() != 1028) return 1;
        for (int i = 0; i < 2048; i++) { seed = seed * 1103515245 + 12345; numbers[i] = seed >> 8; }
        quicksort(numbers, 0, 2047);
        for (int i = 1; i < 2048; i++) if (numbers[i - 1] > numbers[i]) return 2;
        a[round % 48][round % 47] += 0.3;
        product();
        h = hash((unsigned char *)numbers, sizeof numbers, h);
        h = hash((unsigned char *)c, sizeof c, h);
    }
    return h == 0x1A20B4080486E542UL ? 0 : 3;
}
