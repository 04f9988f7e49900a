using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Hosts;

/// <summary>One physical host as the models see it.</summary>
/// <param name="Name">Unique within the cluster: <c>g4-017</c>.</param>
/// <param name="Type">The catalogue's or the scenario's name of its hardware.</param>
/// <param name="Cores">Physical cores, 1 or more; each runs one vCPU at a time at this resolution.</param>
/// <param name="LogicalCpus">Cores times SMT threads: the most vCPUs that one VM may have.</param>
/// <param name="CoreSpeed">What one core does, above zero.</param>
/// <param name="Memory">Installed memory.</param>
/// <param name="Power">Watts from utilisation.</param>
public sealed record HostSpec(
    string Name,
    string Type,
    int Cores,
    int LogicalCpus,
    Frequency CoreSpeed,
    Bytes Memory,
    PowerCurve Power)
{
    /// <summary>All cores together, in MHz.</summary>
    public double CapacityMhz => Cores * CoreSpeed.Megahertz;
}
