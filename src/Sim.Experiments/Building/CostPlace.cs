using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Translation;
using Sim.Scenarios;
using Sim.Scenarios.Binding;

namespace Sim.Experiments.Building;

/// <summary>A place of a scenario whose constants a cost table may give.</summary>
/// <param name="Path">The way to it: <c>hypervisor.memory.costs</c>.</param>
/// <param name="Type">The record of its keys.</param>
/// <param name="Written">What is written there.</param>
internal sealed record CostPlace(string Path, Type Type, PartOptions Written)
{
    /// <summary>Those that a run of the scenario looks at: memory where it is modelled, CPUs at event resolution.</summary>
    public static IEnumerable<CostPlace> Of(Scenario scenario)
    {
        Hypervisor hypervisor = scenario.Hypervisor;
        if (MemoryParts.IsModelled(scenario))
        {
            yield return new CostPlace("hypervisor.memory.costs", typeof(MemoryCosts), hypervisor.Memory!.Costs);
        }

        if (MemoryParts.IsModelled(scenario) && hypervisor.Memory!.Translation is { } translation)
        {
            yield return new CostPlace("hypervisor.memory.translation", typeof(TranslationOptions), translation);
        }

        if (scenario.Resolution == Resolution.Event)
        {
            yield return new CostPlace("hypervisor.cpu.features", typeof(CpuFeatures), hypervisor.Cpu.Features);
            foreach ((int index, HostGroup group) in scenario.Hosts.Index())
            {
                yield return new CostPlace(string.Create(CultureInfo.InvariantCulture, $"hosts[{index}].type.cpu"), typeof(CpuMechanics), group.Type.Cpu);
            }
        }
    }
}
