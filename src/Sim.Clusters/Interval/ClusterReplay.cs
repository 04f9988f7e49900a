using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Sim.Clusters.Placement;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Interval;

/// <summary>Replays all hosts of a cluster, several at a time, and hands their outcomes over in host order.</summary>
/// <remarks>
/// Hosts are islands, so their replays may run in any order; what is merged is merged by one thread in host order. The
/// number of threads therefore never shows in a result. Memory: a few hosts' buffers, whatever the cluster's size.
/// </remarks>
public static class ClusterReplay
{
    private const int SlotsPerThread = 4;

    /// <summary>Replays the hosts of <paramref name="only"/>, or all of them, and shows each to the observer.</summary>
    public static void Run(
        ClusterModel model,
        PlacementPlan plan,
        ReplayOptions options,
        IHostObserver observer,
        IReadOnlyList<int>? only = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        int hosts = only?.Count ?? model.Hosts.Count;
        Slot[] slots = new Slot[Math.Min(hosts, options.Threads == 1 ? 1 : options.Threads * SlotsPerThread)];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = new Slot(model, options);
        }

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads };
        long done = 0;
        for (int first = 0; first < hosts; first += slots.Length)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(slots.Length, hosts - first);
            if (count == 1)
            {
                slots[0].Replay(model, plan, HostAt(only, first));
            }
            else
            {
                int batch = first;
                Parallel.For(0, count, parallel, i => slots[i].Replay(model, plan, HostAt(only, batch + i)));
            }

            for (int i = 0; i < count; i++)
            {
                done += slots[i].Show(observer);
            }

            options.Progress?.Invoke(done);
        }
    }

    private static int HostAt(IReadOnlyList<int>? only, int index) => only?[index] ?? index;

    // A worker with the buffers of one host.
    private sealed class Slot
    {
        private readonly IHostReplay _worker;
        private readonly HostSeries _series;
        private readonly VmRecorder? _recorder;
        private readonly OrderedDictionary<int, int> _rows = [];
        private VmTotals[] _totals = [];
        private IReadOnlyList<Residency> _stays = [];
        private int _host;
        private double _joules;

        public Slot(ClusterModel model, ReplayOptions options)
        {
            _worker = options.Worker();
            _series = new HostSeries(model.Rules.Steps, model.Memory is not null);
            _recorder = options.RecordVms ? new VmRecorder(model.Rules.Steps, vm => _rows[vm], model.Memory is not null) : null;
        }

        public void Replay(ClusterModel model, PlacementPlan plan, int host)
        {
            (_host, _stays) = (host, plan.Stays[host]);
            if (_totals.Length < _stays.Count)
            {
                _totals = new VmTotals[_stays.Count];
            }

            if (_recorder is not null)
            {
                IndexRows();
                _recorder.Begin(_stays.Count);
            }

            _joules = _worker.Replay(model.Hosts[host], _stays, _series, _totals.AsSpan(0, _stays.Count), _recorder);
        }

        public long Show(IHostObserver observer)
        {
            ReadOnlySpan<VmTotals> totals = _totals.AsSpan(0, _stays.Count);
            observer.Observe(new HostOutcome
            {
                Host = _host,
                Stays = _stays,
                Series = _series,
                Totals = totals,
                Vms = _recorder,
                Joules = _joules,
            });
            long steps = 0;
            foreach (Residency stay in _stays)
            {
                steps += stay.EndStep - stay.FirstStep;
            }

            return steps;
        }

        private void IndexRows()
        {
            _rows.Clear();
            for (int row = 0; row < _stays.Count; row++)
            {
                _rows.Add(_stays[row].Vm, row);
            }
        }
    }
}
