using System.Collections.Generic;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>A host and its VMs with their traces, for both resolutions alike.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Cores">Cores of the host.</param>
/// <param name="Reason">Why policies miss here, where some do.</param>
/// <param name="Vms">What each VM may claim, and the fraction of its vCPUs that it wants in each sample; equally many samples each.</param>
internal sealed record ResolutionScenario(string Name, int Cores, string Reason, IReadOnlyList<(VcpuClaim Claim, double[] Demand)> Vms);
