using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class RoomReferencesTests
{
    [Test]
    public void Rooms_refer_only_to_rooms_below_them() => Rule.Holds(RoomReferences.Breaches(SourceTree.Repository));

    [Test]
    public void The_repository_has_rooms_to_look_at() =>
        Assert.That(SourceTree.Repository.Has("src/Sim.Kernel/Sim.Kernel.csproj"), Is.True);

    [Test]
    public void An_arrow_upwards_is_caught_and_one_through_another_room_is_not() => Rule.Catches(
        RoomReferences.Breaches(SourceTree.Of(
            ("src/Sim.Clusters/Sim.Clusters.csproj", Project("../Sim.Kernel/Sim.Kernel.csproj", "../Sim.Reports/Sim.Reports.csproj")),
            ("src/Sim.Kernel/Sim.Kernel.csproj", Project("..\\Sim.Statistics\\Sim.Statistics.csproj")))),
        "src/Sim.Clusters/Sim.Clusters.csproj: Sim.Clusters refers to Sim.Reports; it may refer to Sim.Hosts, Sim.Kernel, Sim.Statistics, Sim.Traces",
        "src/Sim.Kernel/Sim.Kernel.csproj: Sim.Kernel refers to Sim.Statistics; it may refer to no room");

    [Test]
    public void A_room_that_is_not_in_the_table_is_caught() => Rule.Catches(
        RoomReferences.Breaches(SourceTree.Of(("src/Sim.Utils/Sim.Utils.csproj", Project()))),
        "src/Sim.Utils/Sim.Utils.csproj: Sim.Utils is not a room of architecture.md; add its row there and here");

    private static string Project(params string[] references) =>
        $"""<Project><ItemGroup>{string.Concat(System.Linq.Enumerable.Select(references, r => $"""<ProjectReference Include="{r}" />"""))}</ItemGroup></Project>""";
}
