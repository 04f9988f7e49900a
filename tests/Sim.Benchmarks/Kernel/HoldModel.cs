using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Events;

namespace Sim.Benchmarks.Kernel;

/// <summary>The hold model at one size: event and process style, each increment distribution, beside the references; memory and allocation.</summary>
/// <param name="name">The benchmark's and its rows' name.</param>
/// <param name="pending">How many events are pending.</param>
internal sealed class HoldModel(string name, int pending) : IQuickBenchmark
{
    private const int Rounds = 4;
    private const double ExponentialMean = 1e9;

    private readonly long _events = pending >= 1_000_000 ? 1_500_000 : 3_000_000;

    public string Name => name;

    public IEnumerable<QuickRow> Run()
    {
        long[] increments = Increments.Of(Increments.Kinds[0]);
        (string Name, IHold Hold)[] rivals =
        [
            ("events", new SimulationHold(pending, increments, new Simulation())),
            ("calendar-queue", new CalendarHold(pending, increments, ExponentialMean)),
            ("PriorityQueue", new PriorityQueueHold(pending, increments)),
            ("bare-heap", new BareHeapHold(pending, increments)),
            ("processes", new ProcessHold(pending, increments)),
        ];
        double[] rates = Rates([.. rivals.Select(rival => rival.Hold)]);
        string checksum = Text.Of($"{rivals[0].Hold.Checksum:x16}");
        for (int reference = 1; reference <= 3; reference++)
        {
            yield return new QuickRow(name, rates[0], "events/s", rivals[reference].Name, rates[reference], checksum);
        }

        yield return new QuickRow(name + "-processes", rates[4], "waits/s", rivals[2].Name, rates[2], Text.Of($"{rivals[4].Hold.Checksum:x16}"));
        yield return new QuickRow(name + "-processes", rates[4], "waits/s", "SimPy-2.3", SimPy.HoldRate(pending), "");
        foreach (string kind in Increments.Kinds.Skip(1))
        {
            long[] skewed = Increments.Of(kind);
            SimulationHold ours = new(pending, skewed, new Simulation());
            double[] two = Rates([ours, new PriorityQueueHold(pending, skewed)]);
            yield return new QuickRow($"{name}-{kind}", two[0], "events/s", rivals[2].Name, two[1], Text.Of($"{ours.Checksum:x16}"));
        }

        foreach (QuickRow row in Memory())
        {
            yield return row;
        }
    }

    public TinyCheck Tiny()
    {
        List<string> differing = [];
        foreach (string kind in Increments.Kinds)
        {
            long[] increments = Increments.Of(kind);
            IHold[] holds =
            [
                new PriorityQueueHold(200, increments), new SimulationHold(200, increments, new Simulation()), new BareHeapHold(200, increments),
                .. kind == Increments.Kinds[0] ? new IHold[] { new CalendarHold(200, increments, ExponentialMean), new ProcessHold(200, increments) } : [],
            ];
            foreach (IHold hold in holds)
            {
                hold.Run(5000);
            }

            differing.AddRange(holds.Where(hold => hold.Checksum != holds[0].Checksum).Select(hold => $"{hold.GetType().Name} {kind}"));
        }

        return new TinyCheck(differing.Count == 0 ? "all alike" : string.Join(' ', differing), "all alike");
    }

    // Round by round in turn, so that what else the machine does hits all alike; the best round of each counts.
    private double[] Rates(IHold[] holds)
    {
        double[] best = new double[holds.Length];
        Array.Fill(best, double.PositiveInfinity);
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < holds.Length; i++)
            {
                IHold hold = holds[i];
                double seconds = Cost.CpuSeconds(() => hold.Run(_events));
                best[i] = round == 0 ? best[i] : Math.Min(best[i], seconds); // the first warms up
            }
        }

        return [.. best.Select(seconds => _events / seconds)];
    }

    private IEnumerable<QuickRow> Memory()
    {
        long[] increments = Increments.Of(Increments.Kinds[0]);
        double empty = ChildProcess.PeakMib("hold-memory", 0);
        double full = ChildProcess.PeakMib("hold-memory", pending);
        yield return new QuickRow(name + "-memory", full, "MiB", "empty process", empty, Text.Of($"{(full - empty) * 1024 * 1024 / pending:F0} B an event"));
        foreach ((string style, IHold hold) in new (string, IHold)[] { ("events", new SimulationHold(pending, increments, new Simulation())), ("waits", new ProcessHold(pending, increments)) })
        {
            hold.Run(_events);
            long before = GC.GetAllocatedBytesForCurrentThread();
            hold.Run(_events);
            double bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            yield return new QuickRow(name + "-allocated", bytes / _events, $"B/{style[..^1]}", "", double.NaN, Text.Of($"{bytes} B in {_events} {style}"));
        }
    }
}
