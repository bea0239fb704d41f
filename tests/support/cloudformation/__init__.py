"""The template as CloudFormation processes it: transformed, its values computed, deployed into moto."""
