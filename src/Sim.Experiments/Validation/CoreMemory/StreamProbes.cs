using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Streams of lines from memory.</summary>
internal static class StreamProbes
{
    private const long Lines = 32768;
    private const long WarmLines = 256;
    private const int LineOfRead = 64;

    // Rows that change, refreshes that hit more or less of what is under way, the loop's own instructions.
    private const double StreamPct = 15;
    private const double CopyPct = 20;

    /// <summary>A stream of reads, in GB/s, against what bounds it.</summary>
    public static MicroProbe Read(MemoryFigures figures, string name)
    {
        (double bytes, string by) = figures.Stream;
        StudyMeasure measure = new(name, figures.PerSecond(bytes), StreamPct, "cores.yaml, bound by: " + by);
        return new MicroProbe(measure, [Of(MicroLoop.Read, LineOfRead * (Lines + WarmLines))], found => figures.PerSecond((double)found[0]["dram_reads"] * figures.Line / found[0].Cycles));
    }

    /// <summary>Copied lines: what goes over the memory's bus, in GB/s: read, read to be written, written back.</summary>
    /// <remarks>The halves lie so that both streams have banks of their own: in the same banks each would close the other's rows.</remarks>
    public static MicroProbe Copy(MemoryFigures figures, string name, string reason)
    {
        StudyMeasure measure = new(name, figures.PerSecond(figures.Peak), CopyPct, "cores.yaml: channels x width x frequency x 2, less refreshes", Reason: reason);
        return new MicroProbe(
            measure, [Of(MicroLoop.Copy, 2 * figures.Apart(LineOfRead * (Lines + WarmLines)))], found => figures.PerSecond((double)(found[0]["dram_reads"] + found[0]["dram_writes"]) * figures.Line / found[0].Cycles));
    }

    /// <summary>A core's memory alone: directly behind a small cache with as many MSHRs as there can be, under the widest window of the catalogue.</summary>
    public static CoreConfiguration MemoryAlone(CoreConfiguration core, CoreConfiguration widest) => widest with
    {
        Frequency = core.Frequency,
        Memory = core.Memory with
        {
            L1I = widest.Memory.L1I,
            L1D = new CacheConfiguration { Ports = 8, Mshrs = 256 },
            L2 = null,
            Llc = null,
        },
    };

    private static MicroRequest Of(MicroLoop loop, long footprint) => new(loop, footprint, LineOfRead, WarmLines, Lines);
}
