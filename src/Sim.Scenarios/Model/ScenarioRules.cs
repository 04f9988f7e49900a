using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>What must fit together across a whole scenario.</summary>
internal static class ScenarioRules
{
    /// <summary>Reports what does not fit.</summary>
    public static void Check(Scenario scenario, RuleContext rules)
    {
        if (scenario.Duration is { } duration && scenario.Warmup >= duration)
        {
            rules["warmup"].Fault($"{scenario.Warmup} given; must be less than the duration, {duration}");
        }

        if (scenario.Name.AsSpan().ContainsAny('/', '\\', '\0') || scenario.Name is "." or "..")
        {
            rules["name"].Fault($"{Wording.Quoted(scenario.Name)} given; must serve as the name of a folder");
        }

        CheckHosts(scenario.Hosts, rules["hosts"]);
        Dictionary<string, int> pools = CheckPools(scenario.Pools, rules["pools"]);
        for (int i = 0; i < scenario.Workload.Count; i++)
        {
            CheckVms(scenario.Workload[i].Vms, pools, rules["workload"][i]["vms"]);
        }
    }

    private static void CheckHosts(IReadOnlyList<HostGroup> hosts, RuleContext rules)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < hosts.Count; i++)
        {
            if (hosts[i].Name.Length > 0 && !seen.TryAdd(hosts[i].Name, i))
            {
                rules[i]["name"].Twice(hosts[i].Name, rules[seen[hosts[i].Name]]);
            }
        }
    }

    private static Dictionary<string, int> CheckPools(IReadOnlyList<ResourcePool> pools, RuleContext rules)
    {
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        for (int i = 0; i < pools.Count; i++)
        {
            if (!byName.TryAdd(pools[i].Name, i))
            {
                rules[i]["name"].Twice(pools[i].Name, rules[byName[pools[i].Name]]);
            }
        }

        for (int i = 0; i < pools.Count; i++)
        {
            if (pools[i].Parent is { } parent && CheckPool(parent, byName, rules[i]["parent"]) && IsOwnAncestor(pools, byName, i))
            {
                rules[i]["parent"].Fault($"{Wording.Quoted(parent)} given; must not lie within this pool itself");
            }
        }

        CheckPromises(pools, rules);
        return byName;
    }

    // A pool cannot keep more for the pools within it than is kept for itself.
    private static void CheckPromises(IReadOnlyList<ResourcePool> pools, RuleContext rules)
    {
        foreach (ResourcePool parent in pools)
        {
            Bytes promised = Bytes.Zero;
            for (int i = 0; i < pools.Count; i++)
            {
                if (string.Equals(pools[i].Parent, parent.Name, StringComparison.Ordinal) && pools[i].Memory.Reservation > Bytes.Zero)
                {
                    bool kept = promised <= parent.Memory.Reservation;
                    promised += pools[i].Memory.Reservation;
                    if (kept && promised > parent.Memory.Reservation)
                    {
                        rules[i]["memory"]["reservation"].Fault(
                            $"{pools[i].Memory.Reservation} given, {promised} with the pools before it; must be at most what {Wording.Quoted(parent.Name)} around it reserves, {parent.Memory.Reservation}");
                    }
                }
            }
        }
    }

    private static bool IsOwnAncestor(IReadOnlyList<ResourcePool> pools, Dictionary<string, int> byName, int pool)
    {
        int at = pool;
        for (int step = 0; step < pools.Count; step++)
        {
            if (pools[at].Parent is not { } parent || !byName.TryGetValue(parent, out at))
            {
                return false;
            }

            if (at == pool)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckVms(VmSelection vms, Dictionary<string, int> pools, RuleContext rules)
    {
        for (int i = 0; i < vms.Types.Count; i++)
        {
            if (vms.Types[i].Pool is { } pool)
            {
                CheckPool(pool, pools, rules["types"][i]["pool"]);
            }
        }

        if (vms.Default.Pool is { } poolOfDefault)
        {
            CheckPool(poolOfDefault, pools, rules["default"]["pool"]);
        }
    }

    private static bool CheckPool(string name, Dictionary<string, int> pools, RuleContext rules)
    {
        if (pools.ContainsKey(name))
        {
            return true;
        }

        rules.Fault(pools.Count == 0
            ? $"{Wording.Quoted(name)} given; the scenario has no 'pools'"
            : Wording.Unknown("is not in pools", name, pools.Keys.Order(StringComparer.Ordinal).ToArray()));
        return false;
    }
}
