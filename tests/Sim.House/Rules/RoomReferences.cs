using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Who may know whom: project references follow the room table of architecture.md, and arrows point only downwards.</summary>
internal static class RoomReferences
{
    /// <summary>The table's arrows. A room may refer to what they reach, directly or through others.</summary>
    private static readonly SortedDictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Sim.Kernel"] = [],
        ["Sim.Statistics"] = ["Sim.Kernel"],
        ["Sim.Traces"] = ["Sim.Kernel", "Sim.Statistics"],
        ["Sim.CoreEmulator"] = ["Sim.Kernel"],
        ["Sim.Hosts"] = ["Sim.Kernel", "Sim.Traces"],
        ["Sim.Clusters"] = ["Sim.Hosts"],
        ["Sim.Scenarios"] = ["Sim.Kernel"],
        ["Sim.Experiments"] = ["Sim.Clusters", "Sim.Scenarios", "Sim.CoreEmulator"],
        ["Sim.Planning"] = ["Sim.Experiments"],
        ["Sim.Reports"] = ["Sim.Kernel"],
        ["Sim.Cli"] = ["Sim.Experiments", "Sim.Planning", "Sim.Reports"],
    };

    /// <summary>References that the table does not allow, and rooms that are not in it.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree) =>
        tree.Files.Where(file => file.IsUnder("src") && file.EndsWith(".csproj")).SelectMany(Breaches);

    private static IEnumerable<Breach> Breaches(SourceFile project)
    {
        if (!Arrows.ContainsKey(project.Room))
        {
            return [new Breach(project.Path, 0, $"{project.Room} is not a room of architecture.md; add its row there and here")];
        }

        string[] allowed = [.. Reach(project.Room).Order(StringComparer.Ordinal)];
        return References(project)
            .Where(reference => !allowed.Contains(reference, StringComparer.Ordinal))
            .Select(reference => new Breach(
                project.Path,
                0,
                $"{project.Room} refers to {reference}; it may refer to {(allowed.Length == 0 ? "no room" : string.Join(", ", allowed))}"));
    }

    private static IEnumerable<string> Reach(string room) =>
        Arrows[room].SelectMany(next => Reach(next).Append(next)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> References(SourceFile project) => XDocument.Parse(project.Text)
        .Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
        .Select(path => Path.GetFileNameWithoutExtension(path));
}
