using System;
using System.Linq;
using Sim.Hosts.Cpu.Topology;

namespace Sim.Hosts.Cpu.Machine;

// How fast a pCPU is, given who else is busy. Speeds are in 1/65536 of the nominal clock.
internal sealed class SpeedModel
{
    private const double Nominal = 65536;

    private readonly CpuTopology _topology;
    private readonly double[] _smt; // by busy threads of the core
    private readonly double[] _turbo; // by busy cores of the socket
    private readonly int[] _busyThreads; // by core
    private readonly int[] _busyCores; // by socket
    private readonly double _remote;
    private readonly int _remoteRate; // where nothing else makes a difference

    public SpeedModel(CpuTopology topology, CpuMechanics mechanics)
    {
        _topology = topology;
        _smt = [1, .. Enumerable.Range(1, topology.ThreadsPerCore).Select(busy => (1 + (mechanics.SmtGain * (busy - 1))) / busy)];
        int coresPerSocket = topology.Cores / topology.Sockets;
        TurboStep[] steps = [.. mechanics.Turbo.OrderBy(step => step.Cores)];
        _turbo = [.. Enumerable.Range(0, coresPerSocket + 1).Select(busy => steps.FirstOrDefault(step => busy <= step.Cores)?.Speed ?? 1)];
        _busyThreads = new int[topology.Cores];
        _busyCores = new int[topology.Sockets];
        _remote = mechanics.RemoteSpeed;
        _remoteRate = (int)Math.Round(Nominal * _remote);
        Varies = topology.ThreadsPerCore > 1 || mechanics.Turbo.Count > 0;
    }

    // Whether the speed depends on who else is busy.
    public bool Varies { get; }

    public int Of(int pcpu, bool remote)
    {
        if (!Varies)
        {
            return remote ? _remoteRate : (int)Nominal;
        }

        double speed = _smt[_busyThreads[_topology.CoreOf[pcpu]]] * _turbo[_busyCores[_topology.SocketOf[pcpu]]];
        return (int)Math.Round(Nominal * (remote ? speed * _remote : speed));
    }

    // Who changes speed with it: nobody but the pCPU, its core's threads, or its whole socket.
    public (int First, int Count) Turn(int pcpu, bool busy)
    {
        int core = _topology.CoreOf[pcpu];
        int socket = _topology.SocketOf[pcpu];
        int before = _busyThreads[core];
        _busyThreads[core] += busy ? 1 : -1;
        int threads = _topology.ThreadsPerCore;
        if (before != 0 && _busyThreads[core] != 0)
        {
            return (core * threads, threads);
        }

        double turbo = _turbo[_busyCores[socket]];
        _busyCores[socket] += busy ? 1 : -1;
        int perSocket = _topology.Pcpus / _topology.Sockets;
        return turbo.CompareTo(_turbo[_busyCores[socket]]) == 0 ? (pcpu, 1) : (socket * perSocket, perSocket);
    }
}
