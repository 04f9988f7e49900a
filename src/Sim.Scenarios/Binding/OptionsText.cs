using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>Reads a record of keys from options of the command line, with the units and rules of a scenario file.</summary>
public static class OptionsText
{
    /// <summary>The record, or null where there were faults.</summary>
    /// <param name="written">For each option its key, the label that faults name, and the text after it.</param>
    /// <param name="faults">Takes every fault.</param>
    public static T? Bind<T>(IReadOnlyList<(string Key, string Label, string Value)> written, ICollection<InputError> faults)
        where T : class
    {
        MapEntry[] entries = [.. written.Select(Entry)];
        BindContext context = new BindContext(CatalogueSet.BuiltIn, [], "").With(faults);
        return (T?)new RecordShape(typeof(T)).Bind(new MapNode(Origin.Nowhere, 0, 0, entries), KeyPath.Root, context);
    }

    private static MapEntry Entry((string Key, string Label, string Value) option)
    {
        Origin origin = new(option.Label, Directory.GetCurrentDirectory(), HasLines: false);
        return new MapEntry(new ScalarNode(origin, 0, 0, option.Key), new ScalarNode(origin, 0, 0, option.Value));
    }
}
