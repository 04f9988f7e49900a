using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios;

/// <summary>One reading of a scenario: its files, the merge, the overrides, the catalogues, the binding.</summary>
/// <param name="known">The catalogues there are, without the scenario's own files.</param>
internal sealed class ScenarioLoader(CatalogueSet known)
{
    private static readonly KeyAttribute AnyKey = new("", "");

    private readonly List<InputError> _faults = [];
    private readonly List<string> _files = [];

    /// <summary>The faults found, each once, file by file as read, in the order in which they stand there.</summary>
    public IReadOnlyList<InputError> Faults() =>
        _faults.Distinct()
            .OrderBy(fault => _files.IndexOf(fault.File) is var index and >= 0 ? index : int.MaxValue)
            .ThenBy(fault => fault.Line)
            .ThenBy(fault => fault.Column)
            .ToArray();

    /// <summary>The scenario, or null where no scenario can be made; it is right only where there are no faults.</summary>
    public LoadedScenario? Load(string path, string? text, IReadOnlyList<string> sets)
    {
        string home = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        text ??= ReadMain(path);
        if (text is null || ReadMap(text, path, home, isScenario: true) is not { } written)
        {
            return null;
        }

        MapNode merged = Extend(written, [Path.GetFullPath(path)], home);
        foreach (string set in sets)
        {
            merged = SetOption.Apply(merged, set, _faults);
        }

        // Keys beginning with x- are the user's own: a place for anchors.
        MapNode root = new(merged.Origin, merged.Line, merged.Column, merged.Entries.Where(e => !IsOwn(e.Key.Value)).ToArray());
        BindContext context = new(OwnCatalogues(root, home), _faults, home);
        Scenario? scenario = new RecordShape(typeof(Scenario)).Bind(root, KeyPath.Root, context) as Scenario;
        context.Catalogues.CheckOwn(context);
        return scenario is null ? null : Finish(scenario, root, path, LeadingComment.Of(text), context);
    }

    private static bool IsOwn(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    private LoadedScenario Finish(Scenario scenario, MapNode root, string path, string question, BindContext context)
    {
        string name = scenario.Name.Length > 0 ? scenario.Name : Path.GetFileNameWithoutExtension(path);
        string comment = question.Length == 0 ? "" : $"# {question}\n";
        return new LoadedScenario(
            scenario with { Name = name, Hosts = HostNames.Fill(scenario.Hosts) },
            comment + NodeWriter.Write(root, context.Paths),
            question,
            _files,
            context.Catalogues)
        {
            Written = root,
        };
    }

    private MapNode Extend(MapNode upper, List<string> chain, string home)
    {
        if (upper.Find("extends") is not { IsNull: false } extends)
        {
            return upper.Without("extends");
        }

        MapNode rest = upper.Without("extends");
        KeyPath path = KeyPath.Root.Of("extends");
        BindContext context = new(known, _faults, home);
        if (new PathShape().Bind(extends, AnyKey, path, context) is not FilePath file)
        {
            return rest;
        }

        if (chain.Contains(file.Full))
        {
            context.Fault(extends, path, $"{Wording.Quoted(file.Written)} extends this file in turn; a file must not extend itself");
            return rest;
        }

        string label = Label(extends, file);
        chain.Add(file.Full);
        return ReadFile(file.Full, label, extends, path) is { } text
            && ReadMap(text, label, Path.GetDirectoryName(file.Full) ?? "", isScenario: true) is { } lower
                ? NodeMerge.Over(Extend(lower, chain, home), rest)
                : rest;
    }

    private CatalogueSet OwnCatalogues(MapNode root, string home)
    {
        CatalogueSet catalogues = known;

        // Faults of the list itself are found again, and reported, when the scenario is bound.
        BindContext context = new(catalogues, [], home);
        KeyPath path = KeyPath.Root.Of("catalogues");
        IReadOnlyList<Node> entries = root.Find("catalogues") is ListNode list ? list.Items : [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (!entries[i].IsNull && new PathShape().Bind(entries[i], AnyKey, path.At(i), context) is FilePath file)
            {
                string label = Label(entries[i], file);
                MapNode? map = ReadFile(file.Full, label, entries[i], path.At(i)) is { } text
                    ? ReadMap(text, label, Path.GetDirectoryName(file.Full) ?? "", isScenario: false)
                    : null;
                catalogues = map is null ? catalogues : catalogues.With(map, _faults);
            }
        }

        return catalogues;
    }

    // A file is called as the user would from where they stand: the folder of the file that names it, then the name.
    private static string Label(Node node, FilePath file)
    {
        string? folder = node.Origin.HasLines ? Path.GetDirectoryName(node.Origin.Label) : null;
        string written = ((ScalarNode)node).Value;
        return string.IsNullOrEmpty(folder) || Path.IsPathRooted(written) ? file.Written : Path.Combine(folder, written);
    }

    private string? ReadMain(string path)
    {
        string? text = TextFile.Read(path, out string fault);
        if (text is null)
        {
            _faults.Add(new InputError(path, 0, 0, fault));
        }

        return text;
    }

    private string? ReadFile(string full, string label, Node named, KeyPath path)
    {
        string? text = TextFile.Read(full, out string fault);
        if (text is null)
        {
            _faults.Add(named.Fault($"{path}: {Wording.Quoted(label)} given; {fault}"));
        }

        return text;
    }

    private MapNode? ReadMap(string text, string label, string directory, bool isScenario)
    {
        _files.Add(label);
        int before = _faults.Count;
        Node? root = NodeReader.Read(text, new Origin(label, directory), _faults);
        if (root is MapNode map)
        {
            return map;
        }

        if (root is { IsNull: false })
        {
            _faults.Add(root.Fault($"{Wording.Found(root)} given; must be a mapping of keys"));
        }
        else if (_faults.Count == before)
        {
            string advice = isScenario ? "; write at least {}, or start from what sim init writes" : "; must be a mapping of catalogues";
            _faults.Add(new InputError(label, 1, 1, "the file is empty" + advice));
        }

        return null;
    }
}
