using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Chooses the line of a set that gives way.</summary>
[PluginKind("cache-replacement", "Choose the line of a cache's set that gives way.")]
public interface IReplacementPolicy
{
    /// <summary>Takes the shape of the cache; called once, before all else.</summary>
    /// <param name="sets">Sets, a power of 2.</param>
    /// <param name="ways">Ways, 1 to 64.</param>
    void Start(int sets, int ways);

    /// <summary>A line was used.</summary>
    void Touched(int set, int way);

    /// <summary>A line was put in.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="way">Its way.</param>
    /// <param name="isPrefetch">Whether nobody asked for it yet.</param>
    void Filled(int set, int way, bool isPrefetch);

    /// <summary>The way to give up; all ways of the set are in use.</summary>
    int Victim(int set);
}
