using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Every part, a class marked <c>[Plugin]</c>, has a test fixture of its name.</summary>
internal static class PartFixtures
{
    /// <summary>Parts without a fixture.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree)
    {
        SortedSet<string> fixtures = new(
            tree.Code.Where(file => file.IsUnder("tests")).SelectMany(Syntax.Classes).Select(type => type.Identifier.Text),
            StringComparer.Ordinal);
        return
            from file in tree.Code
            where file.IsUnder("src") && file.Text.Contains("[Plugin(", StringComparison.Ordinal)
            from type in Syntax.Classes(file)
            where IsPart(type) && !fixtures.Contains(type.Identifier.Text + "Tests")
            select new Breach(
                file.Path,
                Syntax.LineOf(type),
                $"the part {type.Identifier.Text} has no fixture; write class {type.Identifier.Text}Tests under tests/Sim.Tests");
    }

    private static bool IsPart(ClassDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Plugin" or "PluginAttribute");
}
