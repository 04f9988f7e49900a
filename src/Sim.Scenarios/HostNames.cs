using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.Scenarios;

/// <summary>Names the host groups that have none, so that every host of a run has a name of its own.</summary>
internal static class HostNames
{
    /// <summary>The groups with names: as written, else the type's name, else <c>host</c>; a name in use gets <c>-2</c>, <c>-3</c> ...</summary>
    public static IReadOnlyList<HostGroup> Fill(IReadOnlyList<HostGroup> groups)
    {
        HashSet<string> taken = new(groups.Select(group => group.Name), StringComparer.Ordinal);
        HostGroup[] named = new HostGroup[groups.Count];
        for (int i = 0; i < named.Length; i++)
        {
            named[i] = groups[i].Name.Length > 0 ? groups[i] : groups[i] with { Name = Free(groups[i].Type.Name, taken) };
        }

        return named;
    }

    private static string Free(string typeName, HashSet<string> taken)
    {
        string stem = typeName.Length > 0 ? typeName : "host";
        string name = stem;
        int number = 1;
        while (!taken.Add(name))
        {
            number++;
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return name;
    }
}
