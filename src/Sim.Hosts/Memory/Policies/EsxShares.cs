using System;
using System.Linq;
using Sim.Hosts.Cpu;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Policies;

/// <summary>VMware ESX: min-funding revocation with a tax on idle memory, reservations, limits and resource pools.</summary>
/// <remarks>
/// <para>
/// Waldspurger, OSDI 2002, sections 4 and 5; models.md B1. A VM with S shares and P pages of which a part f is active pays
/// rho = S / (P (f + k (1 - f))) for a page, k = 1 / (1 - tau); while the host is short, pages are taken from whoever pays least, down to
/// its reservation. Where that ends, all that gave something pay the same: weighted max-min of the weights S / (f + k (1 - f))
/// between reservations and what VMs have or lack. So it is solved at once, not page by page; the two differ by the last page of each VM.
/// </para>
/// <para>
/// f is the part of the configured memory, less the balloon, that sampling finds active, as in models.md G9; it does not change while pages are
/// taken. Pools compete by their shares as they stand: the tax works among the VMs within a pool, for how ESXi taxes a
/// pool is not published. A VM that has less than its due may grow up to what it would have if everybody wanted all.
/// </para>
/// </remarks>
[Plugin("esx-shares", "VMware ESX: shares with a tax on idle memory, by sampled working sets, with reservations, limits and pools.",
    Source = "Waldspurger, Memory resource management in VMware ESX Server, OSDI 2002; models.md B1")]
public sealed class EsxShares(EsxSharesOptions options) : IMemoryPolicy
{
    private readonly double _idleCost = 1 / (1 - options.IdleTax);
    private MemoryHost _host = null!;
    private WorkingSetSampler _sampler = null!;
    private PoolTree _tree = null!;
    private int[] _pools = [];
    private double[] _weights = [];
    private double[] _floors = [];
    private double[] _ceilings = [];
    private double[] _due = [];
    private LadderState _state;
    private double _sinceBalance;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _sampler = new WorkingSetSampler(host, options);
        // The tree counts in whatever unit it is given, here in pages.
        _tree = new PoolTree([.. host.Pools.Select(pool => new PoolSpec("", pool.Parent, pool.Shares, pool.Reservation, pool.Limit))]);
        _pools = [.. host.Vms.Select(vm => vm.Pool)];
        int vms = host.Vms.Count;
        (_weights, _floors, _ceilings, _due) = (new double[vms], new double[vms], new double[vms], new double[vms]);
    }

    /// <inheritdoc/>
    public void Balance(Span<double> targets, double seconds)
    {
        if (seconds > 0)
        {
            _sampler.Advance(seconds);
        }

        if (!IsDue(seconds))
        {
            return;
        }

        (_state, _sinceBalance) = (_host.Ladder.State, 0);
        if (_state == LadderState.High)
        {
            for (int vm = 0; vm < targets.Length; vm++)
            {
                targets[vm] = Most(vm);
            }
        }
        else
        {
            ShareOut(targets);
        }
    }

    /// <summary>What a VM counts as when pages are taken: its shares, less where much of its memory is idle.</summary>
    /// <param name="shares">S.</param>
    /// <param name="active">f, 0 to 1.</param>
    /// <param name="idleCost">k, from 1.</param>
    public static double Weight(double shares, double active, double idleCost) => shares / (active + (idleCost * (1 - active)));

    // At once where the state changes or somebody lacks pages, else now and then.
    private bool IsDue(double seconds)
    {
        _sinceBalance += seconds;
        bool urged = seconds <= 0 || _host.Ladder.State != _state || _sinceBalance >= options.BalancePeriod.Seconds || _host.Now <= seconds;
        for (int vm = 0; !urged && vm < _pools.Length; vm++)
        {
            urged = _host.FaultsOf(vm).Unmet > 0;
        }

        return urged;
    }

    private double Most(int vm) => Math.Min(_host.Vms[vm].Limit, _host.Vms[vm].Size);

    private void ShareOut(Span<double> targets)
    {
        double capacity = Math.Max(0, _host.Pages.Machine - _host.Ladder.Goal);
        for (int vm = 0; vm < targets.Length; vm++)
        {
            Claim(vm, _host.IsOn(vm) ? Math.Min(Most(vm), Wanted(vm)) : 0);
            _weights[vm] = Weight(_host.Vms[vm].Shares, _sampler.Active(vm), _idleCost);
        }

        _tree.Solve(capacity, _pools, _weights, _floors, _ceilings, targets);
        for (int vm = 0; vm < targets.Length; vm++)
        {
            Claim(vm, _host.IsOn(vm) ? Most(vm) : 0);
        }

        _tree.Solve(capacity, _pools, _weights, _floors, _ceilings, _due);
        for (int vm = 0; vm < targets.Length; vm++)
        {
            targets[vm] = Math.Max(targets[vm], _due[vm]);
        }
    }

    private void Claim(int vm, double most) => (_ceilings[vm], _floors[vm]) = (most, Math.Min(_host.Vms[vm].Reservation, most));

    // Machine pages that it has or would have but for what was taken from it.
    private double Wanted(int vm)
    {
        VmPages pages = _host.Pages.Of(vm);
        return pages.Granted - pages.Saved + pages.Ballooned + pages.Compressed + pages.Swapped + _host.FaultsOf(vm).Unmet;
    }
}
