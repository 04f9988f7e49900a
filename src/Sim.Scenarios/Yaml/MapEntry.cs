namespace Sim.Scenarios.Yaml;

/// <summary>A key of a mapping and its value.</summary>
internal readonly record struct MapEntry(ScalarNode Key, Node Value);
