using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios;
using Sim.Scenarios.Binding;

namespace Sim.Experiments.Building;

/// <summary>Finds the faults of what a scenario says of memory that need the parts there are, or the hosts.</summary>
internal static class MemoryChecks
{
    // What a page costs to keep by itself, times the pages of more than this, is more than a workstation has.
    private static readonly Bytes MostExact = Bytes.FromGibibytes(64);

    /// <summary>Adds them.</summary>
    public static void Check(LoadedScenario loaded, PluginRegistry registry, ICollection<InputError> faults)
    {
        CheckGuests(loaded, faults);
        if (loaded.Scenario.Hypervisor.Memory is not { } memory)
        {
            return;
        }

        Parts.Make(registry, MemoryParts.PolicyKind, memory.Policy.Part, memory.Policy.Options, faults);
        CheckMechanisms(memory, registry, faults);
        memory.Costs.Bind(typeof(MemoryCosts), faults);
        memory.Translation?.Bind(typeof(TranslationOptions), faults);
        if (memory.Ladder.Bind(typeof(LadderOptions), faults) is LadderOptions ladder)
        {
            CheckLadder(loaded, ladder, faults);
        }

        CheckHosts(loaded, memory, faults);
    }

    private static void CheckMechanisms(HypervisorMemory memory, PluginRegistry registry, ICollection<InputError> faults)
    {
        for (int i = 0; i < memory.Mechanisms.Count; i++)
        {
            PartReference mechanism = memory.Mechanisms[i];
            Parts.Make(registry, MemoryParts.MechanismKind, mechanism.Part, mechanism.Options, faults);
            if (memory.Mechanisms.Take(i).Any(before => string.Equals(before.Name, mechanism.Name, StringComparison.Ordinal)))
            {
                faults.Add(mechanism.Part.Fault($"'{mechanism.Name}' is in the list twice; a host has each mechanism once"));
            }
        }
    }

    private static void CheckLadder(LoadedScenario loaded, LadderOptions ladder, ICollection<InputError> faults)
    {
        foreach ((string key, double value, string rule) in ladder.Faults())
        {
            faults.Add(loaded.Fault("hypervisor.memory.ladder." + key, Text($"{value} given; {rule}")));
        }
    }

    private static void CheckHosts(LoadedScenario loaded, HypervisorMemory memory, ICollection<InputError> faults)
    {
        if (loaded.Scenario.Hosts.Count == 0)
        {
            return;
        }

        HostGroup smallest = loaded.Scenario.Hosts.MinBy(group => group.Type.Memory)!;
        Bytes least = smallest.Type.Memory;
        if (memory.Reserve >= least)
        {
            faults.Add(loaded.Fault("hypervisor.memory.reserve", $"{memory.Reserve} given; must be less than the memory of '{smallest.Name}', {least}"));
        }

        Bytes most = loaded.Scenario.Hosts.Max(group => group.Type.Memory);
        if (memory.Fidelity == MemoryFidelity.Exact && most > MostExact)
        {
            faults.Add(loaded.Fault("hypervisor.memory.fidelity", $"'exact' given; a host has {most}, and every page by itself is kept for at most {MostExact}"));
        }

        CheckRootPools(loaded, memory, least, faults);
    }

    // Pools directly in the host promise of what the host has.
    private static void CheckRootPools(LoadedScenario loaded, HypervisorMemory memory, Bytes least, ICollection<InputError> faults)
    {
        Bytes has = least > memory.Reserve ? least - memory.Reserve : Bytes.Zero;
        Bytes promised = Bytes.Zero;
        IReadOnlyList<ResourcePool> pools = loaded.Scenario.Pools;
        for (int i = 0; i < pools.Count; i++)
        {
            bool kept = promised <= has;
            promised += pools[i].Parent is null ? pools[i].Memory.Reservation : Bytes.Zero;
            if (kept && promised > has)
            {
                faults.Add(loaded.Fault(
                    Text($"pools[{i}].memory.reservation"),
                    $"{pools[i].Memory.Reservation} given, {promised} with the pools before it; must be at most the {has} that the smallest host has for VMs"));
            }
        }
    }

    private static void CheckGuests(LoadedScenario loaded, ICollection<InputError> faults)
    {
        IReadOnlyList<GuestMemory> guests = MemoryParts.Guests(loaded.Scenario, faults);
        for (int i = 0; i < guests.Count; i++)
        {
            CheckGuest(loaded, guests[i], Text($"workload[{i}].memory"), faults);
        }
    }

    private static void CheckGuest(LoadedScenario loaded, GuestMemory guest, string path, ICollection<InputError> faults)
    {
        double alike = guest.Zero + guest.Shared.Sum(content => content.Fraction);
        if (alike > 1 + 1e-9)
        {
            faults.Add(loaded.Fault(path, Text($"zero and shared contents make {alike:0.###} of the memory in use; must be at most 1")));
        }

        IReadOnlyList<double> misses = guest.Misses;
        bool falls = misses.Count >= 2 && misses[^1] <= 0 && misses.All(miss => miss is >= 0 and <= 1)
            && Enumerable.Range(1, misses.Count - 1).All(i => misses[i] <= misses[i - 1]);
        if (guest.Shape == MissCurveShape.Table && !falls)
        {
            faults.Add(loaded.Fault(path + ".missCurve", "must be two or more figures from 0 to 1 that never rise, the last of them 0, for 'locality: table'"));
        }
        else if (guest.Shape != MissCurveShape.Table && misses.Count > 0)
        {
            faults.Add(loaded.Fault(path + ".missCurve", "given without 'locality: table', which it is for"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
