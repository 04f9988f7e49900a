using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Sim.Benchmarks.Core;

/// <summary>Instructions a second of the functional machine, whole runs: loading, decoding, translating and all.</summary>
/// <param name="name">The name of its rows.</param>
/// <param name="translates">Whether hot code is translated.</param>
internal sealed class CoreSpeed(string name, bool translates) : IQuickBenchmark
{
    private const string Qemu = "/usr/bin/qemu-system-riscv64";
    private const int Rounds = 3;
    private const double Million = 1e6;
    private const ulong TinySteps = 2_000_000;

    private static readonly string[] Programs = ["mix", "mark", "mix-paged", "mark-paged"];

    public string Name => name;

    public IEnumerable<QuickRow> Run()
    {
        foreach (string program in Programs)
        {
            CoreProgram one = new(program);
            ulong steps = 0;
            double seconds = Enumerable.Range(0, Rounds).Min(_ => Cost.CpuSeconds(() => steps = one.Run(translates)));
            double mips = steps / seconds / Million;
            bool hasQemu = File.Exists(Qemu);
            double reference = hasQemu ? steps / QemuSeconds(one) / Million : double.NaN;
            string row = string.Equals(program, Programs[0], StringComparison.Ordinal) ? Name : $"{Name}-{program}";
            yield return new QuickRow(row, mips, "MIPS", hasQemu ? "qemu-system-riscv64" : "", reference, Text.Of($"{steps} instructions"));
        }

        yield return new QuickRow($"{Name}-memory", Cost.PeakMib(), "MiB", "issue 6", 100, "");
    }

    public TinyCheck Tiny()
    {
        CoreProgram mark = new("mark");
        return new TinyCheck(Text.Of($"{mark.RegistersAfter(TinySteps, translates):x}"), Text.Of($"{mark.RegistersAfter(TinySteps, !translates):x}"));
    }

    private static double QemuSeconds(CoreProgram program) => SimProcess.Run(Qemu, ["-machine", "spike", "-nographic", "-bios", program.Path]).CpuSeconds;
}
