using Sim.Kernel.Random.Variates;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Customers of a <see cref="CpuQueue"/> that are alike: a VM of their own.</summary>
/// <param name="Rate">How many arrive in a mean service, on average: Poisson.</param>
/// <param name="Service">What each wants, in mean services.</param>
/// <param name="Priority">The VM's static priority.</param>
internal sealed record CustomerClass(double Rate, IVariate Service, int Priority = 70);
