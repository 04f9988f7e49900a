using System.Linq;
using Sim.Kernel;

namespace Sim.Hosts.Cpu.Topology;

/// <summary>How a host's pCPUs (hardware threads) lie together: threads in cores, cores in NUMA nodes, nodes in sockets.</summary>
/// <remarks>
/// pCPUs are numbered core by core: the threads of one core are neighbours, then come the other cores of the node, then the
/// other nodes of the socket. A last-level cache serves a NUMA node.
/// </remarks>
public sealed class CpuTopology
{
    /// <summary>A host of alike sockets.</summary>
    /// <param name="sockets">Processor packages, 1 or more.</param>
    /// <param name="nodesPerSocket">NUMA nodes in each, 1 or more.</param>
    /// <param name="coresPerNode">Cores in each node, 1 or more.</param>
    /// <param name="threadsPerCore">Hardware threads of a core, 1 or more.</param>
    public CpuTopology(int sockets, int nodesPerSocket, int coresPerNode, int threadsPerCore)
    {
        Check.That(sockets > 0 && nodesPerSocket > 0 && coresPerNode > 0 && threadsPerCore > 0);
        Sockets = sockets;
        Nodes = sockets * nodesPerSocket;
        Cores = Nodes * coresPerNode;
        ThreadsPerCore = threadsPerCore;
        Pcpus = Cores * threadsPerCore;
        CoreOf = Groups(threadsPerCore);
        NodeOf = Groups(coresPerNode * threadsPerCore);
        SocketOf = Groups(nodesPerSocket * coresPerNode * threadsPerCore);
    }

    /// <summary>Processor packages.</summary>
    public int Sockets { get; }

    /// <summary>NUMA nodes of the host.</summary>
    public int Nodes { get; }

    /// <summary>Cores of the host.</summary>
    public int Cores { get; }

    /// <summary>Hardware threads of a core.</summary>
    public int ThreadsPerCore { get; }

    /// <summary>Hardware threads of the host.</summary>
    public int Pcpus { get; }

    /// <summary>The core of each pCPU.</summary>
    public int[] CoreOf { get; }

    /// <summary>The NUMA node of each pCPU.</summary>
    public int[] NodeOf { get; }

    /// <summary>The socket of each pCPU.</summary>
    public int[] SocketOf { get; }

    /// <summary>One socket and node of single-threaded cores.</summary>
    public static CpuTopology Flat(int pcpus) => new(1, 1, pcpus, 1);

    /// <summary>The first pCPU of a core; its siblings follow.</summary>
    public int FirstOfCore(int core) => core * ThreadsPerCore;

    private int[] Groups(int size) => [.. Enumerable.Range(0, Pcpus).Select(pcpu => pcpu / size)];
}
