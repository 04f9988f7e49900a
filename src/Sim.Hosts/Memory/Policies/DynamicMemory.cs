using System;
using System.Linq;
using Sim.Hosts.Cpu;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Policies;

/// <summary>Hyper-V's Dynamic Memory: a VM should have what its guest has committed, and a buffer.</summary>
/// <remarks>
/// models.md B4. Target = demand (1 + buffer), between minimum and maximum (the VM's size); demand is the memory in use that the
/// guest's driver reports. Where the sum exceeds the host, buffers go first: what is left beyond the demands is shared by
/// weight. Where the demands alone exceed it, they are met by weight too, none below its minimum, nor while it starts below its startup memory. That the weights work as in
/// weighted max-min is Sim's reading: Microsoft says only who comes first.
/// </remarks>
[Plugin("dynamic-memory", "Hyper-V Dynamic Memory: demand and a buffer; when short, buffers go first, then weights count.",
    Source = "Microsoft, Hyper-V Dynamic Memory overview; models.md B4")]
public sealed class DynamicMemory(DynamicMemoryOptions options) : IMemoryPolicy
{
    private MemoryHost _host = null!;
    private double[] _weights = [];
    private double[] _minimums = [];
    private double[] _demands = [];
    private double[] _buffers = [];
    private double[] _none = []; // zeros: a buffer has no floor
    private double[] _upFor = []; // seconds since power-on
    private int[] _scratch = [];
    private double _sinceBalance = double.PositiveInfinity;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        int vms = host.Vms.Count;
        _weights = [.. host.Vms.Select(vm => Math.Max(1, vm.Weight))];
        (_minimums, _demands, _buffers, _none) = (new double[vms], new double[vms], new double[vms], new double[vms]);
        (_upFor, _scratch) = (new double[vms], new int[vms]);
    }

    /// <inheritdoc/>
    public void Balance(Span<double> targets, double seconds)
    {
        for (int vm = 0; vm < _upFor.Length; vm++)
        {
            _upFor[vm] = _host.IsOn(vm) ? _upFor[vm] + seconds : 0;
        }

        _sinceBalance += seconds;
        if (seconds > 0 && _sinceBalance < options.Interval.Seconds)
        {
            return;
        }

        _sinceBalance = 0;
        for (int vm = 0; vm < _upFor.Length; vm++)
        {
            Claim(vm);
        }

        ShareOut(targets);
    }

    private void Claim(int vm)
    {
        MemoryClaim claim = _host.Vms[vm];
        if (!_host.IsOn(vm))
        {
            (_minimums[vm], _demands[vm], _buffers[vm]) = (0, 0, 0);
            return;
        }

        double most = Math.Min(claim.Size, claim.Limit);
        double least = Math.Min(most, _upFor[vm] <= options.StartTime.Seconds ? Math.Max(claim.Startup, claim.Minimum) : claim.Minimum);
        double used = _host.UseOf(vm).Used;
        _minimums[vm] = least;
        _demands[vm] = Math.Clamp(used, least, most);
        _buffers[vm] = Math.Clamp(used * (1 + claim.Buffer), least, most) - _demands[vm];
    }

    private void ShareOut(Span<double> targets)
    {
        double capacity = Math.Max(0, _host.Pages.Machine - _host.Ladder.Goal);
        double spare = capacity - _demands.Sum();
        if (spare < 0)
        {
            WeightedMaxMin.Solve(capacity, _weights, _minimums, _demands, targets, _scratch);
            for (int vm = 0; vm < targets.Length; vm++)
            {
                targets[vm] = Math.Max(targets[vm], _minimums[vm]); // where even those do not fit, smart paging has to help
            }

            return;
        }

        WeightedMaxMin.Solve(spare, _weights, _none, _buffers, targets, _scratch);
        for (int vm = 0; vm < targets.Length; vm++)
        {
            targets[vm] += _demands[vm];
        }
    }
}
