using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Kernel;

namespace Sim.Clusters.Placement;

/// <summary>What every host has committed to its VMs, indexed so that a policy finds a fit in O(log hosts).</summary>
/// <remarks>
/// Two kinds of index: a tree of maxima over the hosts in order (first fit at or after a place) and the hosts in order of
/// free CPU (best and worst fit). Both are exact: they only skip hosts that cannot fit.
/// </remarks>
public sealed class HostLedger
{
    // Sums of thousands of sizes differ in the last bits from their product; a host that is full to within this counts as fitting.
    private const double Slack = 1e-9;

    private readonly HostSpec[] _hosts;
    private readonly PlacementRules _rules;
    private readonly double[] _freeMhz;
    private readonly double[] _freeMib;
    private readonly double[] _freeReservableMhz;
    private readonly double[] _freeReservableMib;
    private readonly int _leaves;
    private readonly double[] _treeMhz;
    private readonly double[] _treeMib;
    private readonly SortedSet<(double FreeMhz, int Host)> _fullestFirst = [];
    private readonly SortedSet<(double NegativeFreeMhz, int Host)> _emptiestFirst = [];

    /// <summary>A ledger of empty hosts.</summary>
    public HostLedger(IReadOnlyList<HostSpec> hosts, PlacementRules rules)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(rules);
        _hosts = [.. hosts];
        _rules = rules;
        _freeMhz = new double[_hosts.Length];
        _freeMib = new double[_hosts.Length];
        _freeReservableMhz = new double[_hosts.Length];
        _freeReservableMib = new double[_hosts.Length];
        _leaves = 1;
        while (_leaves < _hosts.Length)
        {
            _leaves *= 2;
        }

        _treeMhz = new double[2 * _leaves];
        _treeMib = new double[2 * _leaves];
        Array.Fill(_treeMhz, double.NegativeInfinity);
        Array.Fill(_treeMib, double.NegativeInfinity);
        for (int host = 0; host < _hosts.Length; host++)
        {
            _freeMhz[host] = _hosts[host].CapacityMhz * rules.CpuOvercommit;
            _freeMib[host] = _hosts[host].Memory.Mebibytes * rules.MemoryOvercommit;
            _freeReservableMhz[host] = _hosts[host].CapacityMhz;
            _freeReservableMib[host] = _hosts[host].Memory.Mebibytes - rules.HypervisorMib;
            Enter(host);
        }
    }

    /// <summary>The number of hosts.</summary>
    public int Count => _hosts.Length;

    /// <summary>The host's hardware.</summary>
    public HostSpec this[int host] => _hosts[host];

    /// <summary>CPU that the host can still promise, in MHz, overcommit included.</summary>
    public double FreeMhz(int host) => _freeMhz[host];

    /// <summary>Memory that the host can still promise, in MiB, overcommit included.</summary>
    public double FreeMib(int host) => _freeMib[host];

    /// <summary>CPU already promised, in MHz.</summary>
    public double CommittedMhz(int host) => (_hosts[host].CapacityMhz * _rules.CpuOvercommit) - _freeMhz[host];

    /// <summary>What the VM takes of the host's CPU, in MHz.</summary>
    public double SizeMhz(in VmRequest request, int host) =>
        request.Vcpus * (double.IsNaN(request.SpeedMhz) ? _hosts[host].CoreSpeed.Megahertz : request.SpeedMhz);

    /// <summary>Whether the host has the logical CPUs, CPU, memory and what can be reserved of both that the VM asks for.</summary>
    public bool Fits(in VmRequest request, int host) => ObstacleTo(request, host) is Obstacle.None;

    /// <summary>The first thing that keeps the VM from the host.</summary>
    internal Obstacle ObstacleTo(in VmRequest request, int host)
    {
        HostSpec spec = _hosts[host];
        double size = SizeMhz(request, host);
        if (request.Vcpus > spec.LogicalCpus)
        {
            return Obstacle.Vcpus;
        }

        if (_rules.RequireCoreSpeed && request.SpeedMhz > spec.CoreSpeed.Megahertz)
        {
            return Obstacle.CoreSpeed;
        }

        return (size > _freeMhz[host] + (Slack * size),
                request.MemoryMib > _freeMib[host] + (Slack * request.MemoryMib),
                request.ReservationMhz > _freeReservableMhz[host] + (Slack * request.ReservationMhz),
                request.ReservationMib > 0 && request.ReservationMib > _freeReservableMib[host] + (Slack * request.ReservationMib)) switch
        {
            (true, _, _, _) => Obstacle.Cpu,
            (_, true, _, _) => Obstacle.Memory,
            (_, _, true, _) => Obstacle.Reservation,
            (_, _, _, true) => Obstacle.MemoryReservation,
            _ => Obstacle.None,
        };
    }

    /// <summary>The first host at or after <paramref name="from"/> that fits, or -1.</summary>
    public int FirstFit(in VmRequest request, int from = 0)
    {
        // A VM without a speed of its own takes at least one slow core: only a lower bound prunes the tree.
        double leastMhz = double.IsNaN(request.SpeedMhz) ? double.NegativeInfinity : request.Vcpus * request.SpeedMhz * (1 - Slack);
        double leastMib = request.MemoryMib * (1 - Slack);
        int host = from;
        while (host < _hosts.Length)
        {
            host = NextCandidate(host, leastMhz, leastMib);
            if (host < 0 || Fits(request, host))
            {
                return host;
            }

            host++;
        }

        return -1;
    }

    /// <summary>The hosts in order of free CPU, the fullest first; ties by index.</summary>
    public IEnumerable<int> FullestFirst(double leastFreeMhz)
    {
        foreach ((double _, int host) in _fullestFirst.GetViewBetween((leastFreeMhz, -1), (double.PositiveInfinity, int.MaxValue)))
        {
            yield return host;
        }
    }

    /// <summary>The hosts in order of free CPU, the emptiest first; ties by index.</summary>
    public IEnumerable<int> EmptiestFirst()
    {
        foreach ((double _, int host) in _emptiestFirst)
        {
            yield return host;
        }
    }

    /// <summary>Takes what the VM asks for from the host.</summary>
    internal void Commit(in VmRequest request, int host)
    {
        Check.That(Fits(request, host));
        Change(request, host, -1);
    }

    /// <summary>Gives back what the VM took.</summary>
    internal void Release(in VmRequest request, int host) => Change(request, host, 1);

    private void Change(in VmRequest request, int host, int sign)
    {
        _fullestFirst.Remove((_freeMhz[host], host));
        _emptiestFirst.Remove((-_freeMhz[host], host));
        _freeMhz[host] += sign * SizeMhz(request, host);
        _freeMib[host] += sign * request.MemoryMib;
        _freeReservableMhz[host] += sign * request.ReservationMhz;
        _freeReservableMib[host] += sign * request.ReservationMib;
        Enter(host);
    }

    private void Enter(int host)
    {
        _fullestFirst.Add((_freeMhz[host], host));
        _emptiestFirst.Add((-_freeMhz[host], host));
        Climb(host);
    }

    private void Climb(int host)
    {
        int node = _leaves + host;
        (_treeMhz[node], _treeMib[node]) = (_freeMhz[host], _freeMib[host]);
        for (node /= 2; node > 0; node /= 2)
        {
            _treeMhz[node] = Math.Max(_treeMhz[2 * node], _treeMhz[(2 * node) + 1]);
            _treeMib[node] = Math.Max(_treeMib[2 * node], _treeMib[(2 * node) + 1]);
        }
    }

    // The first leaf at or after the host whose free amounts reach both bounds, walking up and down the tree.
    private int NextCandidate(int host, double leastMhz, double leastMib)
    {
        int node = _leaves + host;
        while (true)
        {
            if (_treeMhz[node] >= leastMhz && _treeMib[node] >= leastMib)
            {
                if (node >= _leaves)
                {
                    return node - _leaves < _hosts.Length ? node - _leaves : -1;
                }

                node *= 2;
                continue;
            }

            while ((node & 1) == 1)
            {
                node /= 2;
            }

            if (node == 0)
            {
                return -1;
            }

            node++;
        }
    }
}
