using System.IO;
using System.Text;
using NUnit.Framework;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Programs;

/// <summary>Linux programs without a Linux.</summary>
internal sealed class LinuxProcessTests
{
    private const string Source = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <math.h>
        #include <time.h>
        static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
        int main(int argc, char **argv) {
          for (int i = 1; i < argc; i++) printf("argument %s\n", argv[i]);
          int n = 100000, *p = malloc(n * sizeof *p);
          unsigned s = 1;
          for (int i = 0; i < n; i++) { s = s * 1103515245 + 12345; p[i] = s >> 8; }
          qsort(p, n, sizeof *p, compare);
          for (int i = 1; i < n; i++) if (p[i - 1] > p[i]) return 3;
          printf("%d %d %.15g %.17g\n", p[0], p[n - 1], sin(1.0), pow(2.5, 0.3));
          char *q = malloc(50 << 20); memset(q, 1, 50 << 20); q = realloc(q, 60 << 20);
          printf("%d\n", q[49 << 20]); free(q);
          struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); printf("%d\n", t.tv_sec < 5);
          char line[100]; while (fgets(line, 100, stdin)) printf("read %s", line);
          fprintf(stderr, "done\n");
          if (argc == 3) abort();
          if (argc == 4) *(volatile int *)8 = 1;
          if (argc == 5) __asm__ volatile(".word 0");
          return argc;
        }
        """;

    [TestCase(2, "write", 2, "")]
    [TestCase(3, "abort", 134, "aborted")]
    [TestCase(4, "null", 139, "segmentation fault: access to 0x8 at 0x")]
    [TestCase(5, "illegal", 132, "illegal instruction 0x0 at 0x")]
    [Category("External")]
    public void A_program_of_glibc_runs_as_under_linux(int words, string name, int code, string message)
    {
        string source = Tool.File("linux.c", Source);
        string file = Path.Combine(Tool.Folder, "linux");
        Tool.Run("riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu", "-static", "-O2", source, "-o", file, "-lm");
        string[] arguments = [name, "b", "c", "d"];
        (RunOutcome outcome, string printed, string errors) = Run(file, arguments[..(words - 1)], "1\n2\n");
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Exited), outcome.Message);
        Assert.That(outcome.Code, Is.EqualTo(code), outcome.Message);
        Assert.That(outcome.Message, Does.StartWith(message));
        Assert.That(errors, Is.EqualTo("done\n"));
        if (code == 2)
        {
            Assert.That(printed, Is.EqualTo("argument write\n172 16776842 0.841470984807897 1.3163822043342375\n1\n1\nread 1\nread 2\n"));
        }
    }

    [Test]
    public void Calls_that_are_not_known_are_named_once()
    {
        // getrandom's number is known; 9999 is not. Then exit(7).
        Assembled program = new Assembled { HasToHost = false, At = 0x10000 }.Words(
            Asm.Lui(17, 2), Asm.Ecall, Asm.Ecall, Asm.Addi(Asm.A0, 0, 7), Asm.Addi(17, 0, 93), Asm.Ecall);
        string told = "";
        using Machine machine = new(program.Program(), Trial.Options with { Warn = text => told += text + "\n" });
        RunOutcome outcome = machine.Run(1000);
        Assert.That(told, Is.EqualTo("system call 8192 is not known here; the program was told so (ENOSYS)\n"));
        Assert.That((outcome.End, outcome.Code), Is.EqualTo((RunEnd.Exited, 7)));
    }

    [Test]
    public void The_stack_begins_as_the_kernel_leaves_it()
    {
        Assembled program = new Assembled { HasToHost = false, At = 0x10000 }.Words(Asm.Ld(Asm.A0, 2, 0), Asm.Addi(17, 0, 93), Asm.Ecall);
        using Machine machine = new(program.Program(), Trial.Options with { Arguments = ["a", "b"] });
        Assert.That(machine.Harts[0][2] % 16, Is.Zero);
        Assert.That(machine.Run(1000).Code, Is.EqualTo(3));
    }

    [Test]
    public void Memory_is_mapped_and_given_back()
    {
        Assembled program = new Assembled { HasToHost = false, At = 0x10000 }.Words(0);
        using Machine machine = new(program.Program(), Trial.Options);
        LinuxMemory memory = new(new Sim.CoreEmulator.Memory.Bus(), program.Program(), 1 << 20);
        ulong first = memory.Map(8192);
        ulong second = memory.Map(1);
        Assert.That(second, Is.EqualTo(first + 8192));
        Assert.That(memory.Unmap(first, 4096), Is.True);
        Assert.That(memory.Map(4096), Is.EqualTo(first));
        Assert.That(memory.Map(1 << 20), Is.Zero, "there is no room");
        Assert.That(memory.Unmap(first + 1, 1), Is.False);
        ulong end = memory.SetBreak(0);
        Assert.That(memory.SetBreak(end + 100), Is.EqualTo(end + 100));
        Assert.That(memory.SetBreak(ulong.MaxValue), Is.EqualTo(end + 100));
    }

    private static (RunOutcome Outcome, string Printed, string Errors) Run(string file, string[] arguments, string typed)
    {
        using MemoryStream output = new();
        using MemoryStream error = new();
        using MemoryStream input = new(Encoding.ASCII.GetBytes(typed));
        MachineOptions options = new() { Arguments = arguments, Output = output, Error = error, Input = new StreamInput(input), Memory = 1 << 29 };
        using Machine machine = new(ElfFile.Read(file, File.ReadAllBytes(file)), options);
        RunOutcome outcome = machine.Run(2_000_000_000);
        return (outcome, Encoding.ASCII.GetString(output.ToArray()), Encoding.ASCII.GetString(error.ToArray()));
    }
}
