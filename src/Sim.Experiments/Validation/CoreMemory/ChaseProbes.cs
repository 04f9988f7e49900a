using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Chases around rings: what an access takes at each level, how large the levels are, how long a line is.</summary>
internal static class ChaseProbes
{
    private const long SmallestRing = 4 << 10;
    private const int RingsOfAnOctave = 4;
    private const int BeyondLastLevel = 4;

    // So that an access seldom finds its row open.
    private const int BeyondOpenRows = 64;
    private const long LargestForRows = 32 << 20;
    private const long StepsOfLatency = 8192;
    private const long StepsOfRing = 1024;

    // How much of the way from a level's latency to the next's a ring may take that is said to fit: the program's own lines take some room.
    private const double FitsUpTo = 0.1;
    private const double SameWithin = 0.95;
    private const double CachePct = 5;
    private const double MemoryPct = 10;

    // Half of what lies between two rings.
    private const double SizePct = 12.5;
    private const double LinePct = 1;

    /// <summary>Latencies by footprint, then sizes by the knees between them.</summary>
    public static MicroProbe Levels(MemoryFigures figures)
    {
        IReadOnlyList<MemoryLevel> levels = figures.Levels;
        long last = levels[^1].Cache.Size.Count;
        MicroRequest[] plateaus =
        [
            .. levels.Select(level => Shuffled(level.Cache.Size.Count / 8 * 7, figures.Line, StepsOfLatency)),
            Shuffled(Math.Max(last * BeyondLastLevel, Math.Min(figures.OpenRows * BeyondOpenRows, LargestForRows)), figures.Line, StepsOfLatency),
        ];
        MicroRequest[] rings = [.. Footprints(2 * last).Select(footprint => Shuffled(footprint, figures.Line, StepsOfRing))];
        List<StudyMeasure> measures = [.. levels.Select((level, n) => new StudyMeasure(
            $"chase in {level.Name}, cycles an access", level.Cycles, CachePct, $"cores.yaml: latency of {string.Join(" + ", levels.Take(n + 1).Select(inner => inner.Name))}"))];
        measures.Add(new StudyMeasure("chase in memory, cycles an access", figures.RowConflict, MemoryPct, "cores.yaml: latencies of the caches + rp + rcd + cas + transfer + overhead"));
        measures.AddRange(levels.Select(level => new StudyMeasure($"{level.Name} by its knee, KiB", level.Cache.Size.Count / 1024.0, SizePct, "cores.yaml: size")));
        return new MicroProbe(measures, [.. plateaus, .. rings], found =>
        {
            double[] latencies = [.. found.Take(plateaus.Length).Select(PerStep(StepsOfLatency))];
            double[] curve = [.. found.Skip(plateaus.Length).Select(PerStep(StepsOfRing))];
            return [.. latencies, .. levels.Select((_, n) => Knee(rings, curve, latencies[n] + (FitsUpTo * (latencies[n + 1] - latencies[n]))))];
        });
    }

    /// <summary>The stride from which on each access of a walk misses the first level: its line.</summary>
    public static MicroProbe Line(MemoryFigures figures)
    {
        long first = figures.Levels[0].Cache.Size.Count;
        long footprint = figures.Levels.Count > 1 ? Math.Min(figures.Levels[1].Cache.Size.Count / 8 * 7, BeyondLastLevel * first) : BeyondLastLevel * first;
        long[] strides = [.. Enumerable.Range(3, 6).Select(bits => 1L << bits)];
        StudyMeasure measure = new("L1 line by a walk's stride, B", figures.Levels[0].Cache.Line, LinePct, "cores.yaml: line");
        return new MicroProbe(measure, [.. strides.Select(stride => MicroRequest.Chase(MicroLoop.ChaseInOrder, footprint, stride, StepsOfRing))], found =>
        {
            double[] cycles = [.. found.Select(PerStep(StepsOfRing))];
            int at = Enumerable.Range(0, strides.Length - 1).First(n => n == strides.Length - 2 || cycles[n] >= SameWithin * cycles[n + 1]);
            return strides[at];
        });
    }

    private static MicroRequest Shuffled(long footprint, long stride, long steps) => MicroRequest.Chase(MicroLoop.ChaseShuffled, footprint, stride, steps);

    private static Func<CoreMeasures, double> PerStep(long steps) => found => (double)found.Cycles / steps;

    // The last ring before the first that does not fit.
    private static double Knee(MicroRequest[] rings, double[] curve, double fits)
    {
        int beyond = Array.FindIndex(curve, cycles => cycles > fits);
        return beyond <= 0 ? double.NaN : rings[beyond - 1].Footprint / 1024.0;
    }

    private static IEnumerable<long> Footprints(long most)
    {
        for (long octave = SmallestRing; octave <= most; octave *= 2)
        {
            for (int part = 0; part < RingsOfAnOctave && octave + (octave / RingsOfAnOctave * part) <= most; part++)
            {
                yield return octave + (octave / RingsOfAnOctave * part);
            }
        }
    }
}
